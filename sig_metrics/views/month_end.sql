-- grain: one row a month end, from the year before the first plan to the last year with one
with years as (
    select
        min(plan_version.year) - 1 as first_year,
        max(plan_version.year) as last_year
    from plan_version
),

firsts as (
    select unnest(generate_series(
        make_date(years.first_year, 1, 1),
        make_date(years.last_year, 12, 1),
        interval 1 month
    ))::date as first_day
    from years
)

select last_day(firsts.first_day) as period
from firsts
