-- grain: one row a security incident known in the year, of a severity and in a state at the cut-off
-- Everything counts from its day: what is resolved on the day after the cut-off, at any hour, is open; what is due on the day
-- of the cut-off and is not resolved is late.
with incidents as (
    select
        security_incident.id,
        security_incident.kind,
        security_incident.severity,
        security_incident.known_on,
        security_incident.resolved_on,
        security_incident.discarded_on,
        incident_clock.due_at::date as due_on,
        case
            when security_incident.discarded_on <= $cutoff then 'discarded'
            when security_incident.resolved_on <= $cutoff and incident_clock.is_on_time is false then 'done_late'
            when security_incident.resolved_on <= $cutoff then 'done'
            when incident_clock.due_at::date <= $cutoff then 'late'
            else 'open'
        end as state
    from security_incident
    left join incident_clock
        on incident_clock.id = security_incident.id
        and incident_clock.clock = 'resolution'
    where year(security_incident.known_on) = year($cutoff::date)
        and security_incident.known_on <= $cutoff
)

select
    incidents.id,
    incidents.kind,
    incidents.known_on,
    incidents.due_on,
    case when incidents.resolved_on <= $cutoff then incidents.resolved_on end as done_on,
    case when incidents.discarded_on <= $cutoff then incidents.discarded_on end as discarded_on
from incidents
where incidents.severity = $severity
    and incidents.state = $state
order by
    incidents.known_on,
    incidents.id
