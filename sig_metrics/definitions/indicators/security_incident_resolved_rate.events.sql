-- grain: one row an incident whose term of resolution ran out: whether it was not resolved by then
select
    incident_clock.due_at::date as happened_on,
    incident_clock.kind,
    incident_clock.severity,
    incident_clock.id,
    not incident_clock.is_on_time as failed
from incident_clock
where incident_clock.clock = 'resolution'
    and incident_clock.due_at is not null
    and (
        incident_clock.discarded_on is null
        or incident_clock.discarded_on > last_day(incident_clock.due_at::date)
    )
