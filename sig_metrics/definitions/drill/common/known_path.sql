-- grain: one row a case of a register that was open some day of the twelve months up to the cut-off: the steps that it took by then, in order, and the days that each took
-- A step is a date of the register; of those of one day, the order of the procedure. What is open that day ends its path so. Paths are numbered by how many took them.
with spells as (
    select
        case_spell.case_id,
        case_spell.opening,
        case_spell.kind,
        case_spell.unit,
        case_spell.ut,
        case_spell.opened_on,
        case when case_spell.until <= $cutoff then case_spell.until end as ended_on
    from case_spell
    where case_spell.register = $register
        and case_spell.since <= $cutoff
        and ($unit is null or case_spell.unit = $unit)
    qualify row_number() over (
        partition by case_spell.case_id, case_spell.opening
        order by case_spell.stage desc
    ) = 1
),

cases as (
    select
        spells.case_id,
        arg_max(spells.kind, spells.opening) as kind,
        any_value(spells.unit) as unit,
        any_value(spells.ut) as ut,
        min(spells.opened_on) as opened_on,
        case when count(*) = count(spells.ended_on) then max(spells.ended_on) end as ended_on
    from spells
    group by spells.case_id
    having (
        count(*) > count(spells.ended_on)
        or max(spells.ended_on) > last_day($cutoff::date - interval 12 month)
    )
        and ($kind = 'all' or arg_max(spells.kind, spells.opening) = $kind)
),

dates as (
    select
        qrd.case_number as case_id,
        unnest([
            'registered', 'referred', 'observed', 'corrected', 'reclassified',
            case
                when qrd.answered_on <= qrd_clock.due_on then 'answered_on_time'
                when qrd.answered_on > coalesce(qrd_clock.judged_on, qrd_clock.due_on) then 'answered_late'
                else 'answered'
            end,
            'notified', 'reopened', 'reanswered', 'archived'
        ]) as step,
        unnest([
            qrd.registered_on, qrd.referred_on, qrd.observed_on, qrd.corrected_on, qrd.reclassified_on,
            qrd.answered_on, qrd.notified_on, qrd.reopened_on, qrd.reanswered_on, qrd.closed_on
        ]) as day,
        unnest(generate_series(1, 10)) as turn
    from qrd
    join cases on cases.case_id = qrd.case_number
    left join qrd_clock on qrd_clock.case_number = qrd.case_number
    where $register = 'qrd'
    union all
    select
        ctvc_alert.alert as case_id,
        unnest(['registered', 'referred', 'answered', 'archived']) as step,
        unnest([ctvc_alert.received_on, ctvc_alert.referred_on, ctvc_alert.answered_on, ctvc_alert.dismissed_on]) as day,
        unnest(generate_series(1, 4)) as turn
    from ctvc_alert
    join cases on cases.case_id = ctvc_alert.alert
    where $register = 'ctvc_alert'
    union all
    select
        suggestion.suggestion as case_id,
        unnest(['registered', 'evaluated', 'answered', 'implemented']) as step,
        unnest([suggestion.received_on, suggestion.evaluated_on, suggestion.answered_on, suggestion.implemented_on]) as day,
        unnest(generate_series(1, 4)) as turn
    from suggestion
    join cases on cases.case_id = suggestion.suggestion
    where $register = 'suggestion'
    union all
    select
        security_incident.id as case_id,
        unnest(['known', 'contained', 'resolved', 'archived']) as step,
        unnest([
            security_incident.known_on, security_incident.contained_on,
            security_incident.resolved_on, security_incident.discarded_on
        ]) as day,
        unnest(generate_series(1, 4)) as turn
    from security_incident
    join cases on cases.case_id = security_incident.id
    where $register = 'security_incident'
    union all
    select
        vulnerability.id as case_id,
        unnest(['detected', 'accepted', 'closed']) as step,
        unnest([vulnerability.detected_on, vulnerability.accepted_on, vulnerability.closed_on]) as day,
        unnest(generate_series(1, 3)) as turn
    from vulnerability
    join cases on cases.case_id = vulnerability.id
    where $register = 'vulnerability'
    union all
    select
        cases.case_id,
        'open' as step,
        $cutoff::date as day,
        99 as turn
    from cases
    where cases.ended_on is null
),

steps as (
    select
        dates.case_id,
        dates.step,
        dates.day,
        dates.turn,
        dates.day - lag(dates.day) over (partition by dates.case_id order by dates.day, dates.turn) as days
    from dates
    where dates.day <= $cutoff
),

paths as (
    select
        steps.case_id,
        string_agg(steps.step, '-' order by steps.day, steps.turn) as path,
        list(steps.days order by steps.day, steps.turn) as days
    from steps
    group by steps.case_id
),

many as (
    select
        paths.path,
        row_number() over (order by count(*) desc, paths.path) as place
    from paths
    group by paths.path
)

select
    cases.case_id,
    cases.kind,
    cases.unit,
    cases.ut,
    cases.opened_on,
    cases.ended_on,
    paths.path,
    paths.days,
    coalesce(cases.ended_on, $cutoff::date) - cases.opened_on as taken,
    many.place
from cases
join paths on paths.case_id = cases.case_id
join many on many.path = paths.path
