-- grain: one row an incident whose times, with their hours, go backward
-- Without both hours only the days are known, and the same day is in order.
with times as (
    select
        security_incident.id,
        security_incident.detected_on,
        security_incident.detected_hour,
        security_incident.known_on,
        security_incident.known_hour,
        security_incident.contained_on,
        security_incident.contained_hour,
        security_incident.resolved_on,
        security_incident.resolved_hour,
        coalesce(security_incident.detected_hour, 0) as detected_at,
        coalesce(security_incident.known_hour, 23) as known_last_at,
        coalesce(security_incident.known_hour, 0) as known_at,
        coalesce(security_incident.contained_hour, 23) as contained_at,
        coalesce(security_incident.resolved_hour, 23) as resolved_at
    from security_incident
)

select
    times.id,
    times.detected_on,
    times.detected_hour,
    times.known_on,
    times.known_hour,
    times.contained_on,
    times.contained_hour,
    times.resolved_on,
    times.resolved_hour
from times
where (times.known_on, times.known_last_at) < (times.detected_on, times.detected_at)
    or (times.contained_on is not null and (times.contained_on, times.contained_at) < (times.detected_on, times.detected_at))
    or (times.resolved_on is not null and (times.resolved_on, times.resolved_at) < (times.known_on, times.known_at))
