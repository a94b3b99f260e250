-- grain: one row a month end of each year that has a plan
select
    plan_years.year,
    months.month,
    last_day(make_date(plan_years.year, months.month, 1)) as period
from (select distinct plan_version.year from plan_version) as plan_years
cross join (select unnest(range(1, 13)) as month) as months
