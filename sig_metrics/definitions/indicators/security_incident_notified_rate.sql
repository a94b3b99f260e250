-- grain: one row a month in which terms of notification ran out × kind × severity
with notifications as (
    select
        incident_clock.id,
        incident_clock.kind,
        incident_clock.severity,
        incident_clock.discarded_on,
        last_day(max(incident_clock.due_at)::date) as period,
        bool_and(incident_clock.is_on_time) as is_lawful
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
    notifications.period,
    notifications.kind,
    notifications.severity,
    count(*) filter (where notifications.is_lawful) as numerator,
    count(*) as denominator
from notifications
where notifications.discarded_on is null
    or notifications.discarded_on > notifications.period
group by
    notifications.period,
    notifications.kind,
    notifications.severity
