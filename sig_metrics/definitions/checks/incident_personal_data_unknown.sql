-- grain: one row an incident that is not discarded and does not say whether it touched personal data
select
    security_incident.id,
    security_incident.known_on,
    security_incident.severity,
    security_incident.state
from security_incident
where security_incident.personal_data is null
    and security_incident.state <> 'discarded'
