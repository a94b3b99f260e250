-- grain: one row a month × kind that has cases and monthly counts with different totals
with cases as (
    select
        year(qrd.registered_on) as year,
        month(qrd.registered_on) as month,
        qrd.kind,
        count(*) as cases
    from qrd
    group by
        year(qrd.registered_on),
        month(qrd.registered_on),
        qrd.kind
),

counts as (
    select
        qrd_monthly.year,
        qrd_monthly.month,
        qrd_monthly.kind,
        sum(qrd_monthly.quantity)::bigint as counted
    from qrd_monthly
    group by
        qrd_monthly.year,
        qrd_monthly.month,
        qrd_monthly.kind
)

select
    cases.year,
    cases.month,
    cases.kind,
    cases.cases,
    counts.counted,
    cases.cases - counts.counted as difference
from cases
join counts
    on counts.year = cases.year
    and counts.month = cases.month
    and counts.kind = cases.kind
where cases.cases <> counts.counted
