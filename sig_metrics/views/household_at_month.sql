-- grain: one row a month end × territorial unit of the last bimester closed by then that has rows: households affiliated at its close
-- Only the rows of that bimester: a territorial unit that ended or was joined to another does not stay with its last number.
with closes as (
    select
        household.ut,
        household.affiliated,
        last_day(make_date(household.year, (2 * household.bimester)::integer, 1)) as closed_on
    from household
),

lasts as (
    select
        month_end.period,
        max(closes.closed_on) as closed_on
    from month_end
    join closes on closes.closed_on <= month_end.period
    group by month_end.period
)

select
    lasts.period,
    closes.ut,
    closes.closed_on,
    closes.affiliated
from lasts
join closes on closes.closed_on = lasts.closed_on
