-- grain: one row a disabling or fatal accident in a UT and month without hours worked
select
    sst_event.id,
    sst_event.ut,
    sst_event.happened_on,
    sst_event.severity
from sst_event
anti join sst_hours
    on sst_hours.ut = sst_event.ut
    and sst_hours.year = year(sst_event.happened_on)
    and sst_hours.month = month(sst_event.happened_on)
    and sst_hours.hours > 0
where sst_event.kind = 'accident'
    and sst_event.severity <> 'minor'
