-- grain: one row a severity × state at the cut-off, of the security incidents known in the year up to it
-- What is due on the day itself and is open is late.
select
    security_incident.severity,
    case
        when security_incident.discarded_on <= $cutoff then 'discarded'
        when security_incident.resolved_on <= $cutoff then if(incident_clock.is_on_time is false, 'done_late', 'done')
        when incident_clock.due_at::date <= $cutoff then 'late'
        else 'open'
    end as state,
    count(*) as count
from security_incident
left join incident_clock
    on incident_clock.id = security_incident.id
    and incident_clock.clock = 'resolution'
where year(security_incident.known_on) = $year
    and security_incident.known_on <= $cutoff
group by all
