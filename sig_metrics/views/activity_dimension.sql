-- grain: one row an activity of a plan version × dimension × value; unit and system may give several
select
    plan_activity.year,
    plan_activity.version,
    plan_activity.activity,
    'stage' as dimension,
    plan_activity.stage as value
from plan_activity
union all
select
    plan_activity.year,
    plan_activity.version,
    plan_activity.activity,
    'line' as dimension,
    plan_activity.line as value
from plan_activity
union all
select
    plan_activity.year,
    plan_activity.version,
    plan_activity.activity,
    'unit' as dimension,
    unnest(string_split(plan_activity.units, '/')) as value
from plan_activity
union all
select
    plan_activity.year,
    plan_activity.version,
    plan_activity.activity,
    'system' as dimension,
    activity_system.system as value
from plan_activity
join activity_system
    on activity_system.year = plan_activity.year
    and activity_system.activity = plan_activity.activity
union all
select
    plan_activity.year,
    plan_activity.version,
    plan_activity.activity,
    'activity' as dimension,
    plan_activity.activity as value
from plan_activity
