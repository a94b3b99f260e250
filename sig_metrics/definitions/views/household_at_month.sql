-- grain: one row a month end × territorial unit of the last bimester ended by then: households affiliated at its close
-- Only the rows of that bimester: a territorial unit that ended or was joined to another does not stay with its last number, and a
-- bimester that did not come is no older one.
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
    closes.closed_on,
    closes.affiliated
from month_end
join closes
    on closes.closed_on = last_day((date_trunc('month', month_end.period) - to_months(month(month_end.period)::integer % 2))::date)
