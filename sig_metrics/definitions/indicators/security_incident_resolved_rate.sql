-- grain: one row a month in which terms of resolution ran out × kind × severity
select
    last_day(incident_clock.due_at::date) as period,
    incident_clock.kind,
    incident_clock.severity,
    count(*) filter (where incident_clock.is_on_time) as numerator,
    count(*) as denominator
from incident_clock
where incident_clock.clock = 'resolution'
    and incident_clock.due_at is not null
    and (
        incident_clock.discarded_on is null
        or incident_clock.discarded_on > last_day(incident_clock.due_at::date)
    )
group by
    last_day(incident_clock.due_at::date),
    incident_clock.kind,
    incident_clock.severity
