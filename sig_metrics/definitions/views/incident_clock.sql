-- grain: one row an incident × clock: resolution by severity, notification to the CNSD, notification to the ANPD
-- An unknown hour counts the least favourable: 0 h to start a clock, 23 h to stop it. Hours run on every day;
-- working days start the day after (TUO LPAG art. 144.1) and last until 23 h of the due day. A notice that no term asked for
-- that day was not owed; a resolution without a term is owed all the same, and nobody can say when.
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
        case term_due.unit
            when 'hours' then started.known_at + to_hours(term_due.quantity)
            else term_due.due_on + to_hours(23)
        end as due_at,
        coalesce(term_due.due_reason, if(term_due.term is null, 'no_term', null)) as due_reason
    from started
    left join term_due
        on term_due.term = started.term
        and term_due.day = started.known_on
    where started.clock = 'resolution'
        or term_due.unit is not null
)

select
    termed.id,
    termed.clock,
    termed.kind,
    termed.severity,
    termed.discarded_on,
    termed.known_at,
    termed.due_at,
    termed.due_reason,
    termed.done_at,
    coalesce(termed.done_at <= termed.due_at, false) as is_on_time
from termed
