-- grain: one row a term × territorial unit × day on which something with a clock may have begun to count that term
-- frame: only the days on which a term may begin; the cases are those of each clock
-- A clock that is not here has no due date: a new one adds its line.
with events as (
    select
        qrd.registered_on as day,
        qrd.ut,
        unnest(['claim_response', 'complaint_internal', 'denunciation_internal', 'claim_referral']) as term
    from qrd
    union
    select
        qrd.reclassified_on as day,
        qrd.ut,
        unnest(['claim_response', 'complaint_internal', 'denunciation_internal', 'claim_referral']) as term
    from qrd
    union
    select
        qrd.observed_on as day,
        qrd.ut,
        'claim_correction' as term
    from qrd
    union
    select
        ctvc_alert.received_on as day,
        ctvc_alert.ut,
        'ctvc_alert_internal' as term
    from ctvc_alert
    union
    select
        suggestion.received_on as day,
        suggestion.ut,
        'suggestion_internal' as term
    from suggestion
    union
    select
        security_incident.known_on as day,
        null as ut,
        unnest(['incident_sla_' || security_incident.severity, 'incident_cnsd', 'incident_personal_data']) as term
    from security_incident
    union
    select
        vulnerability.detected_on as day,
        null as ut,
        'vulnerability_' || vulnerability.severity as term
    from vulnerability
    union
    select
        document.approved_on as day,
        null as ut,
        'document_publication' as term
    from document
    union
    select
        sst_event.happened_on as day,
        sst_event.ut,
        'sst_notification' as term
    from sst_event
)

select
    events.term,
    events.ut,
    events.day
from events
where events.day is not null
