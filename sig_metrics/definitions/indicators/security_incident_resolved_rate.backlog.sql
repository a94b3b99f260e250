-- grain: one row a month end × incident open that day past its term
select
    month_end.period,
    security_incident.kind,
    security_incident.severity,
    case_spell.case_id as id,
    case_spell.due_on
from month_end
join case_spell
    on case_spell.since <= month_end.period
    and (case_spell.until is null or case_spell.until > month_end.period)
join security_incident on security_incident.id = case_spell.case_id
where case_spell.register = 'security_incident'
    and case_spell.due_on <= month_end.period
