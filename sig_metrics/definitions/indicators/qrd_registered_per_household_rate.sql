-- grain: one row a month end with QRD known × territorial unit («none»: counted without it)
-- A month with cases gives every territorial unit its households, with or without cases; one that has only counts gives
-- them whole to «none», because no territorial unit is known to have had zero.
with months as (
    select
        qrd_registered.period,
        count(qrd_registered.ut) > 0 as has_cases
    from qrd_registered
    group by qrd_registered.period
),

registered as (
    select
        qrd_registered.period,
        coalesce(qrd_registered.ut, 'none') as ut,
        sum(qrd_registered.registered) as quantity
    from qrd_registered
    group by
        qrd_registered.period,
        coalesce(qrd_registered.ut, 'none')
),

households as (
    select
        household_at_month.period,
        case when months.has_cases then household_at_month.ut else 'none' end as ut,
        sum(household_at_month.affiliated) as affiliated
    from household_at_month
    join months on months.period = household_at_month.period
    group by
        household_at_month.period,
        case when months.has_cases then household_at_month.ut else 'none' end
)

select
    coalesce(registered.period, households.period) as period,
    coalesce(registered.ut, households.ut) as ut,
    coalesce(registered.quantity, 0) as numerator,
    coalesce(households.affiliated, 0) as denominator
from registered
full join households
    on households.period = registered.period
    and households.ut = registered.ut
