-- grain: one row a deliverable whose activity is in no version of its year
select
    deliverable.year,
    deliverable.activity,
    deliverable.programmed_month,
    deliverable.item,
    deliverable.unit
from deliverable
anti join plan_activity
    on plan_activity.year = deliverable.year
    and plan_activity.activity = deliverable.activity
