-- grain: one row a security incident known in the year, of a severity and in a state at the cut-off
with incidents as (
    select
        incident_clock.id,
        incident_clock.kind,
        incident_clock.severity,
        incident_clock.known_at,
        incident_clock.due_at,
        incident_clock.done_at,
        incident_clock.discarded_on,
        case
            when incident_clock.discarded_on <= $cutoff then 'discarded'
            when incident_clock.done_at <= $cutoff + interval 1 day then 'done'
            when incident_clock.due_at <= $cutoff + interval 1 day then 'late'
            else 'open'
        end as state
    from incident_clock
    where incident_clock.clock = 'resolution'
        and year(incident_clock.known_at) = year($cutoff::date)
        and incident_clock.known_at <= $cutoff + interval 1 day
)

select
    incidents.id,
    incidents.kind,
    incidents.known_at::date as known_on,
    incidents.due_at::date as due_on,
    case when incidents.done_at <= $cutoff + interval 1 day then incidents.done_at::date end as done_on,
    case when incidents.discarded_on <= $cutoff then incidents.discarded_on end as discarded_on
from incidents
where incidents.severity = $severity
    and incidents.state = $state
order by
    incidents.known_at,
    incidents.id
