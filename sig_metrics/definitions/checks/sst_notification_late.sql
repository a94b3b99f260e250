-- grain: one row a fatal accident or dangerous incident without a notice within the term valid that day
-- Without both hours only the days are known: then the day after the event is still within 24 hours.
with cases as (
    select
        sst_event.id,
        sst_event.ut,
        sst_event.kind,
        sst_event.severity,
        sst_event.happened_on,
        sst_event.hour,
        sst_event.notified_on,
        sst_event.notified_hour,
        sst_event.happened_on + coalesce(sst_event.hour, '00:00')::time as happened_at,
        sst_event.notified_on + coalesce(sst_event.notified_hour, '00:00')::time as notified_at
    from sst_event
    where sst_event.kind = 'dangerous_incident'
        or (sst_event.kind = 'accident' and sst_event.severity = 'fatal')
)

select
    cases.id,
    cases.ut,
    cases.kind,
    cases.severity,
    cases.happened_on,
    cases.hour,
    cases.notified_on,
    cases.notified_hour
from cases
join term_due
    on term_due.term = 'sst_notification'
    and term_due.ut is not distinct from cases.ut
    and term_due.day = cases.happened_on
    and term_due.due_on is not null
where cases.notified_on is null
    or case
        when term_due.unit = 'hours' and cases.hour is not null and cases.notified_hour is not null
            then date_diff('minute', cases.happened_at, cases.notified_at) > term_due.quantity * 60
        else cases.notified_on > term_due.due_on
    end
