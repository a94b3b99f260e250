-- grain: one row a month of the year of the cut-off × severity × state at its end, of the security incidents known in the year up to it
-- What is due on the day itself and is open is late.
select
    month_end.period,
    security_incident.severity,
    case
        when security_incident.discarded_on <= month_end.period then 'discarded'
        when security_incident.resolved_on <= month_end.period then if(incident_clock.is_on_time is false, 'done_late', 'done')
        when incident_clock.due_at::date <= month_end.period then 'late'
        else 'open'
    end as state,
    count(*) as count
from month_end
join security_incident
    on security_incident.known_on <= month_end.period
    and year(security_incident.known_on) = year(month_end.period)
left join incident_clock
    on incident_clock.id = security_incident.id
    and incident_clock.clock = 'resolution'
where month_end.period between date_trunc('year', $cutoff::date) and $cutoff
group by all
