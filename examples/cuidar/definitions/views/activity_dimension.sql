-- grain: one row an activity of a plan version, or that an earlier one had, × dimension × value; unit and system may give several
with described as (
    select
        activity_version.year,
        activity_version.version,
        activity_version.activity,
        plan_activity.stage,
        plan_activity.line,
        plan_activity.units
    from activity_version
    join plan_activity
        on plan_activity.year = activity_version.year
        and plan_activity.version = activity_version.described_by
        and plan_activity.activity = activity_version.activity
)

select
    described.year,
    described.version,
    described.activity,
    'stage' as dimension,
    described.stage as value
from described
union all
select
    described.year,
    described.version,
    described.activity,
    'line' as dimension,
    described.line as value
from described
union all
select
    described.year,
    described.version,
    described.activity,
    'unit' as dimension,
    unnest(string_split(described.units, '/')) as value
from described
union all
select
    described.year,
    described.version,
    described.activity,
    'system' as dimension,
    activity_system.system as value
from described
join activity_system
    on activity_system.year = described.year
    and activity_system.activity = described.activity
union all
select
    described.year,
    described.version,
    described.activity,
    'activity' as dimension,
    described.activity as value
from described
