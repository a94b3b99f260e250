-- grain: one row a month end × year with a plan that had begun and was approved by then: the version of that year that ruled on that day
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
