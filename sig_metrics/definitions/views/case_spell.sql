-- grain: one row a case × opening (1: as it came, 2: reopened) × stretch of days in which what was known of it did not change
-- A stretch runs from `since` until the day before `until` (NULL: it goes on): what a case was on a day is its stretch of that
-- day, so that what is dated later (a reclassification, a suspension, the acceptance of a risk, a reopening) changes nothing
-- before. Unit, territorial unit and severity have no dates: they are today's. A reopened case comes in again that day, and
-- has no due date: no norm gives a term to its second answer. Stretches without days are kept: a case may come and go in one.
with procedures as (
    select
        qrd_clock.case_number,
        qrd_term.turn,
        qrd_term.kind,
        qrd_clock.unit,
        qrd_clock.ut,
        qrd_clock.registered_on,
        qrd_term.started_on,
        qrd_term.suspended_on,
        qrd_term.resumed_on,
        qrd_term.base_due_on,
        qrd_term.due_on,
        case
            when qrd_term.turn < qrd_clock.turn then qrd_clock.reclassified_on
            else least(qrd_clock.answered_on, qrd_clock.closed_on)
        end as left_on
    from qrd_clock
    join qrd_term
        on qrd_term.case_number = qrd_clock.case_number
        and qrd_term.turn <= qrd_clock.turn
    where qrd_term.obligation = 'response'
),

reopened as (
    select
        qrd.case_number,
        qrd_clock.kind,
        case when qrd.reclassified_on >= qrd.reopened_on and qrd.reclassified_as <> qrd_clock.kind then qrd.reclassified_as end as later_kind,
        qrd.reclassified_on,
        qrd.unit,
        qrd.ut,
        qrd.reopened_on,
        least(qrd.reanswered_on, case when qrd.closed_on >= qrd.reopened_on then qrd.closed_on end) as left_on
    from qrd
    join qrd_clock on qrd_clock.case_number = qrd.case_number
    where qrd.reopened_on >= least(qrd.answered_on, qrd.closed_on)
),

stretches as (
    select
        'qrd' as register,
        procedures.case_number as case_id,
        1 as opening,
        3 * procedures.turn as stage,
        procedures.kind,
        procedures.unit,
        procedures.ut,
        procedures.registered_on as opened_on,
        procedures.started_on as since,
        least(procedures.suspended_on, procedures.left_on) as until,
        procedures.base_due_on as due_on,
        'open' as situation
    from procedures
    union all
    select
        'qrd' as register,
        procedures.case_number as case_id,
        1 as opening,
        3 * procedures.turn + 1 as stage,
        procedures.kind,
        procedures.unit,
        procedures.ut,
        procedures.registered_on as opened_on,
        procedures.suspended_on as since,
        least(procedures.resumed_on, procedures.left_on) as until,
        null as due_on,
        'suspended' as situation
    from procedures
    where procedures.suspended_on <= coalesce(procedures.left_on, procedures.suspended_on)
    union all
    select
        'qrd' as register,
        procedures.case_number as case_id,
        1 as opening,
        3 * procedures.turn + 2 as stage,
        procedures.kind,
        procedures.unit,
        procedures.ut,
        procedures.registered_on as opened_on,
        procedures.resumed_on as since,
        procedures.left_on as until,
        procedures.due_on,
        'open' as situation
    from procedures
    where procedures.resumed_on <= coalesce(procedures.left_on, procedures.resumed_on)
    union all
    select
        'qrd' as register,
        reopened.case_number as case_id,
        2 as opening,
        1 as stage,
        reopened.kind,
        reopened.unit,
        reopened.ut,
        reopened.reopened_on as opened_on,
        reopened.reopened_on as since,
        least(case when reopened.later_kind is not null then reopened.reclassified_on end, reopened.left_on) as until,
        null as due_on,
        'reopened' as situation
    from reopened
    union all
    select
        'qrd' as register,
        reopened.case_number as case_id,
        2 as opening,
        2 as stage,
        reopened.later_kind as kind,
        reopened.unit,
        reopened.ut,
        reopened.reopened_on as opened_on,
        reopened.reclassified_on as since,
        reopened.left_on as until,
        null as due_on,
        'reopened' as situation
    from reopened
    where reopened.later_kind is not null
        and reopened.reclassified_on <= coalesce(reopened.left_on, reopened.reclassified_on)
    union all
    select
        'ctvc_alert' as register,
        ctvc_alert.alert as case_id,
        1 as opening,
        1 as stage,
        'alert' as kind,
        ctvc_alert.unit,
        ctvc_alert.ut,
        ctvc_alert.received_on as opened_on,
        ctvc_alert.received_on as since,
        least(ctvc_alert.answered_on, ctvc_alert.dismissed_on) as until,
        ctvc_clock.due_on,
        'open' as situation
    from ctvc_alert
    left join ctvc_clock on ctvc_clock.alert = ctvc_alert.alert
    union all
    select
        'suggestion' as register,
        suggestion.suggestion as case_id,
        1 as opening,
        1 as stage,
        'suggestion' as kind,
        suggestion.unit,
        suggestion.ut,
        suggestion.received_on as opened_on,
        suggestion.received_on as since,
        suggestion.answered_on as until,
        suggestion_clock.due_on,
        'open' as situation
    from suggestion
    left join suggestion_clock on suggestion_clock.suggestion = suggestion.suggestion
    union all
    select
        'security_incident' as register,
        security_incident.id as case_id,
        1 as opening,
        1 as stage,
        security_incident.severity as kind,
        'UTI' as unit,
        null as ut,
        security_incident.known_on as opened_on,
        security_incident.known_on as since,
        least(security_incident.resolved_on, security_incident.discarded_on) as until,
        incident_clock.due_at::date as due_on,
        'open' as situation
    from security_incident
    left join incident_clock
        on incident_clock.id = security_incident.id
        and incident_clock.clock = 'resolution'
    union all
    select
        'vulnerability' as register,
        vulnerability.id as case_id,
        1 as opening,
        1 as stage,
        vulnerability.severity as kind,
        'UTI' as unit,
        null as ut,
        vulnerability.detected_on as opened_on,
        vulnerability.detected_on as since,
        least(
            case when vulnerability_clock.due_on <> vulnerability_clock.term_due_on then vulnerability.accepted_on end,
            vulnerability.closed_on
        ) as until,
        vulnerability_clock.term_due_on as due_on,
        if(vulnerability_clock.id is null, 'untimed', 'open') as situation
    from vulnerability
    left join vulnerability_clock on vulnerability_clock.id = vulnerability.id
    union all
    select
        'vulnerability' as register,
        vulnerability.id as case_id,
        1 as opening,
        2 as stage,
        vulnerability.severity as kind,
        'UTI' as unit,
        null as ut,
        vulnerability.detected_on as opened_on,
        vulnerability.accepted_on as since,
        vulnerability.closed_on as until,
        vulnerability_clock.due_on,
        'open' as situation
    from vulnerability
    join vulnerability_clock on vulnerability_clock.id = vulnerability.id
    where vulnerability_clock.due_on <> vulnerability_clock.term_due_on
        and vulnerability.accepted_on <= coalesce(vulnerability.closed_on, vulnerability.accepted_on)
)

select
    stretches.register,
    stretches.case_id,
    stretches.opening,
    stretches.stage,
    stretches.kind,
    stretches.unit,
    stretches.ut,
    stretches.kind = 'claim' as is_legal,
    stretches.opened_on,
    stretches.since,
    stretches.until,
    stretches.due_on,
    stretches.situation,
    row_number() over (partition by stretches.register, stretches.case_id, stretches.opening order by stretches.stage) = 1 as is_first,
    row_number() over (partition by stretches.register, stretches.case_id, stretches.opening order by stretches.stage desc) = 1 as is_last,
    lag(stretches.kind) over (partition by stretches.register, stretches.case_id, stretches.opening order by stretches.stage) as kind_before
from stretches
