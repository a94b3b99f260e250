-- grain: one row a thing that happened × duty that it begins: when, and when it was answered, if a register says so
-- `is_timed`: the hour counts; else only the days are known. `is_answered`: some register says whether it was done.
-- An unknown hour of an incident counts the least favourable, as its clock does: 0 h to start, 23 h to stop.
with sessions as (
    select
        minutes.minutes,
        minutes.held_on,
        minutes.called_on,
        minutes.approved_on,
        minutes.state is not null as is_told
    from minutes
    where minutes.kind in ('committee', 'management_review')
),

incidents as (
    select
        security_incident.id,
        security_incident.known_on,
        security_incident.known_on::timestamp + to_hours(coalesce(security_incident.known_hour, 0)) as known_at,
        security_incident.notified_anpd_on::timestamp + to_hours(coalesce(security_incident.notified_anpd_hour, 23)) as anpd_at,
        security_incident.notified_cnsd_on::timestamp + to_hours(coalesce(security_incident.notified_cnsd_hour, 23)) as cnsd_at
    from security_incident
    where security_incident.personal_data is distinct from 'no'
        and security_incident.discarded_on is null
),

versions as (
    select
        plan_version.year,
        plan_version.version,
        plan_version.approved_on,
        plan_version.year || '|' || plan_version.version as key,
        exists (
            select 1
            from plan_version as before
            where before.year = plan_version.year
                and before.approved_on < plan_version.approved_on
        ) as is_change
    from plan_version
),

papers as (
    select
        plan_paper.year,
        plan_paper.version,
        plan_paper.kind,
        min(plan_paper.signed_on) as signed_on
    from plan_paper
    group by all
),

changes as (
    select
        if(kinds.kind = 'notice', 'plan_notice', 'plan_memo') as event,
        versions.key,
        versions.approved_on,
        papers.signed_on
    from versions
    cross join (select unnest(['notice', 'circular_memo']) as kind) as kinds
    left join papers
        on papers.year = versions.year
        and papers.version = versions.version
        and papers.kind = kinds.kind
    where versions.is_change
),

published as (
    select
        published_document.issued_on,
        min(published_document.published_on) as published_on
    from published_document
    where published_document.place = 'transparency_portal'
    group by published_document.issued_on
)

select
    'session_call' as event,
    'minutes' as register,
    sessions.minutes as key,
    null as ut,
    sessions.held_on as day,
    sessions.held_on::timestamp as happened_at,
    sessions.called_on::timestamp as done_at,
    false as is_timed,
    sessions.is_told as is_answered
from sessions
union all
select
    'session_minutes' as event,
    'minutes' as register,
    sessions.minutes as key,
    null as ut,
    sessions.held_on as day,
    sessions.held_on::timestamp as happened_at,
    sessions.approved_on::timestamp as done_at,
    false as is_timed,
    sessions.is_told as is_answered
from sessions
union all
select
    'session_index' as event,
    'minutes' as register,
    sessions.minutes as key,
    null as ut,
    sessions.held_on as day,
    sessions.held_on::timestamp as happened_at,
    null as done_at,
    false as is_timed,
    false as is_answered
from sessions
union all
select
    'safety_event' as event,
    'sst_event' as register,
    sst_event.id as key,
    sst_event.ut,
    sst_event.happened_on as day,
    sst_event.happened_on + coalesce(sst_event.hour, '00:00')::time as happened_at,
    sst_event.notified_on + coalesce(sst_event.notified_hour, '00:00')::time as done_at,
    sst_event.hour is not null and (sst_event.notified_on is null or sst_event.notified_hour is not null) as is_timed,
    true as is_answered
from sst_event
where sst_event.kind = 'dangerous_incident'
    or (sst_event.kind = 'accident' and sst_event.severity = 'fatal')
union all
select
    'personal_data_anpd' as event,
    'security_incident' as register,
    incidents.id as key,
    null as ut,
    incidents.known_on as day,
    incidents.known_at as happened_at,
    incidents.anpd_at as done_at,
    true as is_timed,
    true as is_answered
from incidents
union all
select
    'personal_data_cnsd' as event,
    'security_incident' as register,
    incidents.id as key,
    null as ut,
    incidents.known_on as day,
    incidents.known_at as happened_at,
    incidents.cnsd_at as done_at,
    true as is_timed,
    true as is_answered
from incidents
union all
select
    'personal_data_holders' as event,
    'security_incident' as register,
    incidents.id as key,
    null as ut,
    incidents.known_on as day,
    incidents.known_at as happened_at,
    null as done_at,
    true as is_timed,
    false as is_answered
from incidents
union all
select
    changes.event,
    'plan_version' as register,
    changes.key,
    null as ut,
    changes.approved_on as day,
    changes.approved_on::timestamp as happened_at,
    changes.signed_on::timestamp as done_at,
    false as is_timed,
    true as is_answered
from changes
union all
select
    'plan_publication' as event,
    'plan_version' as register,
    versions.key,
    null as ut,
    versions.approved_on as day,
    versions.approved_on::timestamp as happened_at,
    published.published_on::timestamp as done_at,
    false as is_timed,
    true as is_answered
from versions
left join published on published.issued_on = versions.approved_on
