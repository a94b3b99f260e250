-- grain: one row a month end × incident with some notification not made by that day past its term: the oldest of them
select
    month_end.period,
    incident_clock.kind,
    incident_clock.severity,
    incident_clock.id,
    min(incident_clock.due_at::date) as due_on
from month_end
join incident_clock
    on incident_clock.clock in ('cnsd', 'anpd')
    and incident_clock.known_at::date <= month_end.period
where (incident_clock.done_at is null or incident_clock.done_at::date > month_end.period)
    and (incident_clock.discarded_on is null or incident_clock.discarded_on > month_end.period)
group by
    month_end.period,
    incident_clock.kind,
    incident_clock.severity,
    incident_clock.id
having min(incident_clock.due_at::date) <= month_end.period
