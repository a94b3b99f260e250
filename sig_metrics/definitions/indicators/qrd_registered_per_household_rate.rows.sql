-- grain: one row a case, or a monthly count of a month and kind without cases (their part is the numerator); one a month end with QRD known × territorial unit with households (the denominator)
with months as (
    select
        qrd_registered.period,
        count(qrd_registered.ut) > 0 as has_cases
    from qrd_registered
    group by qrd_registered.period
),

counts as (
    select
        last_day(make_date(qrd_monthly.year, qrd_monthly.month, 1)) as period,
        qrd_monthly.kind,
        qrd_monthly.quantity,
        to_json(qrd_monthly) as origin
    from qrd_monthly
)

select
    last_day(qrd.registered_on) as period,
    coalesce(qrd.ut, 'none') as ut,
    'numerator' as part,
    1 as amount,
    'qrd' as carrier,
    to_json(qrd) as origin
from qrd
union all
select
    counts.period,
    'none' as ut,
    'numerator' as part,
    counts.quantity as amount,
    'qrd_monthly' as carrier,
    counts.origin
from counts
anti join qrd
    on last_day(qrd.registered_on) = counts.period
    and qrd.kind = counts.kind
union all
select
    household_at_month.period,
    case when months.has_cases then household_at_month.ut else 'none' end as ut,
    'denominator' as part,
    household_at_month.affiliated as amount,
    'household' as carrier,
    to_json(household) as origin
from household_at_month
join months on months.period = household_at_month.period
join household
    on household.ut = household_at_month.ut
    and last_day(make_date(household.year, (2 * household.bimester)::integer, 1)) = household_at_month.closed_on
