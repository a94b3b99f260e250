-- grain: one row a disabling or fatal accident (its part is the numerator) or a month × UT with hours (the denominator)
with added as (
    select
        last_day(sst_event.happened_on) as period,
        sst_event.ut,
        'numerator' as part,
        coalesce(nullif(sst_event.charged_days, 0), sst_event.lost_days, 0) as quantity,
        'sst_event' as carrier,
        to_json(sst_event) as origin
    from sst_event
    where sst_event.kind = 'accident'
        and sst_event.severity in (
            'disabling_temporary',
            'disabling_partial_permanent',
            'disabling_total_permanent',
            'fatal'
        )
    union all
    select
        last_day(make_date(sst_hours.year, sst_hours.month, 1)) as period,
        sst_hours.ut,
        'denominator' as part,
        sst_hours.hours as quantity,
        'sst_hours' as carrier,
        to_json(sst_hours) as origin
    from sst_hours
)

select
    added.period,
    added.ut,
    added.part,
    added.quantity * case when added.part = 'numerator' then parameter_in_force.value else 1 end as amount,
    added.carrier,
    added.origin
from added
join parameter_in_force
    on parameter_in_force.parameter = 'sst_index_factor'
    and parameter_in_force.valid_from <= date_trunc('year', added.period)
    and (parameter_in_force.valid_until is null or parameter_in_force.valid_until >= date_trunc('year', added.period))
