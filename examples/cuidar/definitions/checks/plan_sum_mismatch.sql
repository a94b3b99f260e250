-- grain: one row an activity of a version whose months do not add up to its target
select
    plan_activity.year,
    plan_activity.version,
    plan_activity.activity,
    plan_activity.target,
    coalesce(sum(plan_schedule.quantity), 0) as programmed
from plan_activity
left join plan_schedule
    on plan_schedule.year = plan_activity.year
    and plan_schedule.version = plan_activity.version
    and plan_schedule.activity = plan_activity.activity
group by
    plan_activity.year,
    plan_activity.version,
    plan_activity.activity,
    plan_activity.target
having coalesce(sum(plan_schedule.quantity), 0) <> coalesce(plan_activity.target, 0)
