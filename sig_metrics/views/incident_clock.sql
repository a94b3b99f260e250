-- grain: one row an incident × clock: resolution by severity, notification to the CNSD, notification to the ANPD
-- An unknown hour counts the least favourable: 0 h to start a clock, 23 h to stop it. Hours run on every day;
-- working days start the day after (TUO LPAG art. 144.1) and last until 23 h of the due day.
with incidents as (
    select
        security_incident.id,
        security_incident.kind,
        security_incident.severity,
        security_incident.discarded_on,
        security_incident.personal_data,
        security_incident.known_on,
        security_incident.known_on::timestamp + to_hours(coalesce(security_incident.known_hour, 0)) as known_at,
        security_incident.resolved_on::timestamp + to_hours(coalesce(security_incident.resolved_hour, 23)) as resolved_at,
        security_incident.notified_cnsd_on::timestamp + to_hours(coalesce(security_incident.notified_cnsd_hour, 23)) as cnsd_at,
        security_incident.notified_anpd_on::timestamp + to_hours(coalesce(security_incident.notified_anpd_hour, 23)) as anpd_at
    from security_incident
),

clocks as (
    select
        incidents.id,
        'resolution' as clock,
        'incident_sla_' || incidents.severity as term,
        incidents.resolved_at as done_at
    from incidents
    union all
    select
        incidents.id,
        'cnsd' as clock,
        'incident_cnsd' as term,
        incidents.cnsd_at as done_at
    from incidents
    union all
    select
        incidents.id,
        'anpd' as clock,
        'incident_personal_data' as term,
        incidents.anpd_at as done_at
    from incidents
    where incidents.personal_data is distinct from 'no'
),

started as (
    select
        incidents.id,
        clocks.clock,
        clocks.term,
        incidents.kind,
        incidents.severity,
        incidents.discarded_on,
        incidents.known_on,
        incidents.known_at,
        clocks.done_at
    from incidents
    join clocks on clocks.id = incidents.id
),

termed as (
    select
        started.id,
        started.clock,
        started.kind,
        started.severity,
        started.discarded_on,
        started.known_on,
        started.known_at,
        started.done_at,
        legal_term.quantity,
        legal_term.unit
    from started
    join legal_term
        on legal_term.term = started.term
        and legal_term.since <= started.known_on
        and (legal_term.until is null or legal_term.until >= started.known_on)
    qualify row_number() over (
        partition by started.id, started.clock
        order by legal_term.since desc
    ) = 1
),

due as (
    select
        termed.id,
        termed.clock,
        case termed.unit
            when 'hours' then termed.known_at + to_hours(termed.quantity)
            when 'calendar_days' then termed.known_on + to_days(termed.quantity::integer) + to_hours(23)
            else due_day.day + to_hours(23)
        end as due_at
    from termed
    left join working_day as start_day on start_day.day = termed.known_on
    left join working_day as due_day
        on termed.unit = 'working_days'
        and due_day.is_working
        and due_day.position = start_day.position + termed.quantity
)

select
    termed.id,
    termed.clock,
    termed.kind,
    termed.severity,
    termed.discarded_on,
    termed.known_at,
    due.due_at,
    termed.done_at,
    coalesce(termed.done_at <= due.due_at, false) as is_on_time
from termed
join due
    on due.id = termed.id
    and due.clock = termed.clock
