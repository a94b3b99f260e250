-- grain: one row a month that has alerts and monthly counts with different totals
with cases as (
    select
        year(ctvc_alert.received_on) as year,
        month(ctvc_alert.received_on) as month,
        count(*) as cases
    from ctvc_alert
    group by
        year(ctvc_alert.received_on),
        month(ctvc_alert.received_on)
),

counts as (
    select
        ctvc_monthly.year,
        ctvc_monthly.month,
        sum(ctvc_monthly.quantity)::bigint as counted
    from ctvc_monthly
    group by
        ctvc_monthly.year,
        ctvc_monthly.month
)

select
    cases.year,
    cases.month,
    cases.cases,
    counts.counted,
    cases.cases - counts.counted as difference
from cases
join counts
    on counts.year = cases.year
    and counts.month = cases.month
where cases.cases <> counts.counted
