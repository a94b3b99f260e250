-- grain: one row an activity of a version of the plan, in order
select
    plan_activity.activity,
    plan_activity.stage,
    plan_activity.units,
    plan_activity.line,
    plan_activity.title,
    plan_activity.deliverable,
    plan_activity.target
from plan_activity
where plan_activity.year = $year
    and plan_activity.version = $version
order by plan_activity.activity
