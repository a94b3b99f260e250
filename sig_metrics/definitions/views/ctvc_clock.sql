-- grain: one row an alert: when its answer was due and whether it came in time; one dismissed by then is not judged
-- The term is internal and proposed: no legal one was found. Days run from the day after reception (TUO LPAG art. 144.1).
select
    ctvc_alert.alert,
    ctvc_alert.unit,
    ctvc_alert.ut,
    ctvc_alert.received_on,
    term_due.due_on,
    term_due.due_reason,
    ctvc_alert.answered_on,
    term_due.due_on is not null
        and (ctvc_alert.dismissed_on is null or ctvc_alert.dismissed_on > term_due.due_on) as is_judged,
    coalesce(ctvc_alert.answered_on <= term_due.due_on, false) as is_on_time
from ctvc_alert
left join term_due
    on term_due.term = 'ctvc_alert_internal'
    and term_due.ut is not distinct from ctvc_alert.ut
    and term_due.day = ctvc_alert.received_on
