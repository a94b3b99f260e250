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
        [
            {'day': qrd.registered_on, 'turn': 1, 'step': 'registered'},
            {'day': qrd.referred_on, 'turn': 2, 'step': 'referred'},
            {'day': qrd.observed_on, 'turn': 3, 'step': 'observed'},
            {'day': qrd.corrected_on, 'turn': 4, 'step': 'corrected'},
            {'day': qrd.reclassified_on, 'turn': 5, 'step': 'reclassified'},
            {'day': qrd.answered_on, 'turn': 6, 'step': case
                when qrd.answered_on <= qrd_clock.due_on then 'answered_on_time'
                when qrd.answered_on > coalesce(qrd_clock.judged_on, qrd_clock.due_on) then 'answered_late'
                else 'answered'
            end},
            {'day': qrd.notified_on, 'turn': 7, 'step': 'notified'},
            {'day': qrd.reopened_on, 'turn': 8, 'step': 'reopened'},
            {'day': qrd.reanswered_on, 'turn': 9, 'step': 'reanswered'},
            {'day': qrd.closed_on, 'turn': 10, 'step': 'archived'}
        ] as steps
    from qrd
    left join qrd_clock on qrd_clock.case_number = qrd.case_number
    where $register = 'qrd'
    union all
    select
        ctvc_alert.alert as case_id,
        [
            {'day': ctvc_alert.received_on, 'turn': 1, 'step': 'registered'},
            {'day': ctvc_alert.referred_on, 'turn': 2, 'step': 'referred'},
            {'day': ctvc_alert.answered_on, 'turn': 3, 'step': 'answered'},
            {'day': ctvc_alert.dismissed_on, 'turn': 4, 'step': 'archived'}
        ] as steps
    from ctvc_alert
    where $register = 'ctvc_alert'
    union all
    select
        suggestion.suggestion as case_id,
        [
            {'day': suggestion.received_on, 'turn': 1, 'step': 'registered'},
            {'day': suggestion.evaluated_on, 'turn': 2, 'step': 'evaluated'},
            {'day': suggestion.answered_on, 'turn': 3, 'step': 'answered'},
            {'day': suggestion.implemented_on, 'turn': 4, 'step': 'implemented'}
        ] as steps
    from suggestion
    where $register = 'suggestion'
    union all
    select
        security_incident.id as case_id,
        [
            {'day': security_incident.known_on, 'turn': 1, 'step': 'known'},
            {'day': security_incident.contained_on, 'turn': 2, 'step': 'contained'},
            {'day': security_incident.resolved_on, 'turn': 3, 'step': 'resolved'},
            {'day': security_incident.discarded_on, 'turn': 4, 'step': 'archived'}
        ] as steps
    from security_incident
    where $register = 'security_incident'
    union all
    select
        vulnerability.id as case_id,
        [
            {'day': vulnerability.detected_on, 'turn': 1, 'step': 'detected'},
            {'day': vulnerability.accepted_on, 'turn': 2, 'step': 'accepted'},
            {'day': vulnerability.closed_on, 'turn': 3, 'step': 'closed'}
        ] as steps
    from vulnerability
    where $register = 'vulnerability'
),

known as (
    select
        cases.case_id,
        list_sort(
            list_filter(dates.steps, lambda each: each.day <= $cutoff)
            || if(cases.ended_on is null, [{'day': $cutoff::date, 'turn': 99, 'step': 'open'}], [])
        ) as steps
    from cases
    join dates on dates.case_id = cases.case_id
),

paths as (
    select
        known.case_id,
        array_to_string(list_transform(known.steps, lambda each: each.step), '-') as path,
        list_transform(known.steps, lambda each, n: each.day - known.steps[n - 1].day) as days
    from known
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
