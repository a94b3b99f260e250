-- grain: one row a month end × kind × territorial unit (null where only monthly counts exist): QRD registered
-- For a month and kind that has cases, cases win over the counts.
with cases as (
    select
        last_day(qrd.registered_on) as period,
        qrd.kind,
        qrd.ut,
        count(*) as registered
    from qrd
    group by
        last_day(qrd.registered_on),
        qrd.kind,
        qrd.ut
),

counts as (
    select
        last_day(make_date(qrd_monthly.year, qrd_monthly.month, 1)) as period,
        qrd_monthly.kind,
        sum(qrd_monthly.quantity)::bigint as registered
    from qrd_monthly
    group by
        qrd_monthly.year,
        qrd_monthly.month,
        qrd_monthly.kind
)

select
    cases.period,
    cases.kind,
    cases.ut,
    cases.registered
from cases
union all
select
    counts.period,
    counts.kind,
    null as ut,
    counts.registered
from counts
anti join cases
    on cases.period = counts.period
    and cases.kind = counts.kind
