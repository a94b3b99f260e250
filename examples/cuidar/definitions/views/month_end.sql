-- grain: one row a month end that can be looked at: from the first year with a plan (and the one before it) or with rows of a dense register, to the end of the year after the last one with a plan or with rows of any register that says its period
-- frame: only which months can be looked at; no figure is made of what it reads
-- The year after, because what is overdue on 31 December is settled then, perhaps before the next plan is approved. Rows
-- more than fifteen years away from any plan do not count: a year that somebody mistyped must not make every month since.
with planned as (
    select
        min(plan_version.year) as first_year,
        max(plan_version.year) as last_year
    from plan_version
),

received as (
    select
        min(year(register_period.period)) filter (where register_due.dense) as first_year,
        max(year(register_period.period)) as last_year
    from register_period
    join register_due on register_due.register = register_period.register
    cross join planned
    where planned.first_year is null
        or year(register_period.period) between planned.first_year - 15 and planned.last_year + 15
),

years as (
    select
        least(planned.first_year - 1, received.first_year) as first_year,
        greatest(planned.last_year, received.last_year) + 1 as last_year
    from planned
    cross join received
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
