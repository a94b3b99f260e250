-- grain: one row a register × unit (or territorial unit) used on days when its catalogue, if it has rows, does not hold it
with used as (
    select
        'deliverable' as register,
        'unit' as catalogue,
        deliverable.unit as code,
        deliverable.delivered_on as day
    from deliverable
    union all
    select
        'improvement_action' as register,
        'unit' as catalogue,
        improvement_action.unit as code,
        improvement_action.opened_on as day
    from improvement_action
    union all
    select
        'qrd' as register,
        'unit' as catalogue,
        qrd.unit as code,
        qrd.registered_on as day
    from qrd
    union all
    select
        'qrd' as register,
        'ut' as catalogue,
        qrd.ut as code,
        qrd.registered_on as day
    from qrd
    union all
    select
        'ctvc_alert' as register,
        'ut' as catalogue,
        ctvc_alert.ut as code,
        ctvc_alert.received_on as day
    from ctvc_alert
),

held as (
    select
        'unit' as catalogue,
        organizational_unit.unit as code,
        organizational_unit.valid_from,
        organizational_unit.valid_until
    from organizational_unit
    union all
    select
        'ut' as catalogue,
        territorial_unit.ut as code,
        territorial_unit.valid_from,
        territorial_unit.valid_until
    from territorial_unit
),

days as (
    select
        used.register,
        used.catalogue,
        used.code,
        used.day,
        count(*) as cases
    from used
    semi join held on held.catalogue = used.catalogue
    where used.code is not null
        and used.code <> 'ALL'
        and used.day is not null
    group by
        used.register,
        used.catalogue,
        used.code,
        used.day
)

select
    days.register,
    days.catalogue,
    days.code,
    min(days.day) as first_day,
    max(days.day) as last_day,
    sum(days.cases)::bigint as cases
from days
left join held
    on held.catalogue = days.catalogue
    and held.code = days.code
    and days.day >= held.valid_from
    and (held.valid_until is null or days.day <= held.valid_until)
where held.code is null
group by
    days.register,
    days.catalogue,
    days.code
