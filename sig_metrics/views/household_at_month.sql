-- grain: one row a month end × territorial unit: households affiliated at the last bimester closed by then
with closes as (
    select
        household.ut,
        household.affiliated,
        last_day(make_date(household.year, (2 * household.bimester)::integer, 1)) as closed_on
    from household
)

select
    month_end.period,
    closes.ut,
    max(closes.closed_on) as closed_on,
    arg_max(closes.affiliated, closes.closed_on) as affiliated
from month_end
join closes on closes.closed_on <= month_end.period
group by
    month_end.period,
    closes.ut
