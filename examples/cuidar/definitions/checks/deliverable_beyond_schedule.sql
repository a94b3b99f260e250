-- grain: one row a deliverable whose activity has a target and whose month no plan version programs
select
    deliverable.year,
    deliverable.activity,
    deliverable.programmed_month,
    deliverable.item,
    deliverable.unit
from deliverable
semi join plan_activity
    on plan_activity.year = deliverable.year
    and plan_activity.activity = deliverable.activity
    and plan_activity.target is not null
anti join plan_schedule
    on plan_schedule.year = deliverable.year
    and plan_schedule.activity = deliverable.activity
    and plan_schedule.month = deliverable.programmed_month
    and plan_schedule.quantity >= deliverable.item
