-- grain: one row a disabling or fatal accident
select
    sst_event.happened_on,
    sst_event.ut,
    sst_event.id
from sst_event
where sst_event.kind = 'accident'
    and sst_event.severity in (
        'disabling_temporary',
        'disabling_partial_permanent',
        'disabling_total_permanent',
        'fatal'
    )
