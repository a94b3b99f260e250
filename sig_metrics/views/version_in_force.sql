-- grain: one row a month end with an approved plan: the version that ruled on that day
select
    plan_period.period,
    plan_version.year,
    arg_max(plan_version.version, strftime(plan_version.approved_on, '%Y%m%d') || plan_version.version) as version
from plan_period
join plan_version
    on plan_version.year = plan_period.year
    and plan_version.approved_on <= plan_period.period
group by
    plan_period.period,
    plan_version.year
