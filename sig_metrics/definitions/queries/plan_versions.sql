-- grain: one row a version of a plan, in the order of their approval within a year
select
    plan_version.year,
    plan_version.version,
    plan_version.resolution,
    plan_version.approved_on,
    coalesce(plan_version.note, '') as note,
    load_log.origin = 'synthetic' as synthetic
from plan_version
join load_log on load_log.load = plan_version._load
order by plan_version.year, plan_version.approved_on, plan_version.version
