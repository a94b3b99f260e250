-- grain: one row a case of a register with a clock: when it opened, when its term ends, when it ended (NULL: open)
select
    'qrd' as register,
    qrd_clock.case_number as case_id,
    qrd_clock.kind,
    qrd_clock.unit,
    qrd_clock.ut,
    qrd_clock.kind = 'claim' as is_legal,
    qrd_clock.registered_on as opened_on,
    qrd_clock.due_on,
    qrd_clock.due_reason,
    least(qrd_clock.answered_on, qrd_clock.closed_on) as ended_on
from qrd_clock
union all
select
    'ctvc_alert' as register,
    ctvc_clock.alert as case_id,
    'alert' as kind,
    ctvc_clock.unit,
    ctvc_clock.ut,
    false as is_legal,
    ctvc_clock.received_on as opened_on,
    ctvc_clock.due_on,
    ctvc_clock.due_reason,
    least(ctvc_clock.answered_on, ctvc_alert.dismissed_on) as ended_on
from ctvc_clock
join ctvc_alert on ctvc_alert.alert = ctvc_clock.alert
union all
select
    'suggestion' as register,
    suggestion_clock.suggestion as case_id,
    'suggestion' as kind,
    suggestion_clock.unit,
    suggestion_clock.ut,
    false as is_legal,
    suggestion_clock.received_on as opened_on,
    suggestion_clock.due_on,
    suggestion_clock.due_reason,
    suggestion_clock.answered_on as ended_on
from suggestion_clock
union all
select
    'security_incident' as register,
    incident_clock.id as case_id,
    incident_clock.severity as kind,
    'UTI' as unit,
    null as ut,
    false as is_legal,
    incident_clock.known_at::date as opened_on,
    incident_clock.due_at::date as due_on,
    incident_clock.due_reason,
    least(incident_clock.done_at::date, incident_clock.discarded_on) as ended_on
from incident_clock
where incident_clock.clock = 'resolution'
union all
select
    'vulnerability' as register,
    vulnerability_clock.id as case_id,
    vulnerability_clock.severity as kind,
    'UTI' as unit,
    null as ut,
    false as is_legal,
    vulnerability_clock.detected_on as opened_on,
    vulnerability_clock.due_on,
    vulnerability_clock.due_reason,
    vulnerability_clock.closed_on as ended_on
from vulnerability_clock
