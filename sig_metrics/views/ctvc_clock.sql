-- grain: one row an alert: when its answer was due and whether it came in time; one dismissed by then is not judged
-- The term is internal and proposed: no legal one was found. Days run from the day after reception (TUO LPAG art. 144.1).
select
    ctvc_alert.alert,
    ctvc_alert.unit,
    ctvc_alert.ut,
    ctvc_alert.received_on,
    due_day.day as due_on,
    ctvc_alert.answered_on,
    due_day.day is not null
        and (ctvc_alert.dismissed_on is null or ctvc_alert.dismissed_on > due_day.day) as is_judged,
    coalesce(ctvc_alert.answered_on <= due_day.day, false) as is_on_time
from ctvc_alert
left join working_term
    on working_term.term = 'ctvc_alert_internal'
    and working_term.valid_from <= ctvc_alert.received_on
    and (working_term.valid_until is null or working_term.valid_until >= ctvc_alert.received_on)
left join working_day as start_day on start_day.day = ctvc_alert.received_on
left join working_day as due_day
    on due_day.is_working
    and due_day.position = start_day.position + working_term.quantity
