-- grain: one row a month end × year with a plan that had begun by then: what it programmed is followed until it is delivered, also after December
select
    plan_years.year,
    month_end.period
from month_end
join (select distinct plan_version.year from plan_version) as plan_years on plan_years.year <= year(month_end.period)
