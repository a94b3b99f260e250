-- grain: one row a month × UT with hours or with days lost to an accident
-- The factor is the parameter valid on the first day of the year: a sum over it has one; a month without hours has 0, and its accidents still count.
with accidents as (
    select
        last_day(sst_event.happened_on) as period,
        sst_event.ut,
        sum(coalesce(nullif(sst_event.charged_days, 0), sst_event.lost_days, 0)) as days
    from sst_event
    where sst_event.kind = 'accident'
        and sst_event.severity in (
            'disabling_temporary',
            'disabling_partial_permanent',
            'disabling_total_permanent',
            'fatal'
        )
    group by
        last_day(sst_event.happened_on),
        sst_event.ut
),

exposures as (
    select
        last_day(make_date(sst_hours.year, sst_hours.month, 1)) as period,
        sst_hours.ut,
        sst_hours.hours
    from sst_hours
),

months as (
    select
        coalesce(exposures.period, accidents.period) as period,
        coalesce(exposures.ut, accidents.ut) as ut,
        coalesce(accidents.days, 0) as days,
        coalesce(exposures.hours, 0) as hours
    from exposures
    full outer join accidents
        on accidents.period = exposures.period
        and accidents.ut = exposures.ut
),

factors as (
    select
        periods.period,
        parameter_in_force.value as factor
    from (select distinct months.period from months) as periods
    join parameter_in_force
        on parameter_in_force.parameter = 'sst_index_factor'
        and parameter_in_force.valid_from <= date_trunc('year', periods.period)
        and (parameter_in_force.valid_until is null or parameter_in_force.valid_until >= date_trunc('year', periods.period))
)

select
    months.period,
    months.ut,
    months.days * factors.factor as numerator,
    months.hours as denominator
from months
join factors on factors.period = months.period
