-- grain: one row an incident whose terms of notification ran out: whether some notification was not made by then
with notifications as (
    select
        incident_clock.id,
        incident_clock.kind,
        incident_clock.severity,
        incident_clock.discarded_on,
        max(incident_clock.due_at)::date as happened_on,
        not bool_and(incident_clock.is_on_time) as failed
    from incident_clock
    where incident_clock.clock in ('cnsd', 'anpd')
        and incident_clock.due_at is not null
    group by
        incident_clock.id,
        incident_clock.kind,
        incident_clock.severity,
        incident_clock.discarded_on
)

select
    notifications.happened_on,
    notifications.kind,
    notifications.severity,
    notifications.id,
    notifications.failed
from notifications
where notifications.discarded_on is null
    or notifications.discarded_on > last_day(notifications.happened_on)
