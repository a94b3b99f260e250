-- grain: one row a case × clock whose term has no last day, and why
select
    'qrd' as register,
    qrd_clock.case_number as case_id,
    qrd_clock.started_on,
    qrd_clock.due_reason
from qrd_clock
where qrd_clock.due_reason is not null
union all
select
    'ctvc_alert' as register,
    ctvc_clock.alert as case_id,
    ctvc_clock.received_on as started_on,
    ctvc_clock.due_reason
from ctvc_clock
where ctvc_clock.due_reason is not null
union all
select
    'suggestion' as register,
    suggestion_clock.suggestion as case_id,
    suggestion_clock.received_on as started_on,
    suggestion_clock.due_reason
from suggestion_clock
where suggestion_clock.due_reason is not null
union all
select distinct
    'security_incident' as register,
    incident_clock.id as case_id,
    incident_clock.known_at::date as started_on,
    incident_clock.due_reason
from incident_clock
where incident_clock.due_reason is not null
union all
select
    'vulnerability' as register,
    vulnerability_clock.id as case_id,
    vulnerability_clock.detected_on as started_on,
    vulnerability_clock.due_reason
from vulnerability_clock
where vulnerability_clock.due_reason is not null
union all
select
    'document' as register,
    document_publication.code || ' v' || document_publication.version as case_id,
    document_publication.approved_on as started_on,
    document_publication.due_reason
from document_publication
where document_publication.due_reason is not null
order by
    register,
    started_on,
    case_id
