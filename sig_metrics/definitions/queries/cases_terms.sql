-- grain: one row a kind: the term of the cases of a register that came in during the twelve months up to the cut-off, in working days or in calendar days; NULL where they had several
select
    coalesce(case_spell.kind, 'unknown') as kind,
    bool_and(case_spell.is_legal) as is_legal,
    case when count(distinct due_day.position - since_day.position) = 1 then min(due_day.position - since_day.position) end as working,
    case when count(distinct case_spell.due_on - case_spell.since) = 1 then min(case_spell.due_on - case_spell.since) end as calendar
from case_spell
left join ut_calendar on ut_calendar.ut = case_spell.ut
left join working_day as since_day
    on since_day.calendar = coalesce(ut_calendar.ut, 'nacional')
    and since_day.day = case_spell.since
left join working_day as due_day
    on due_day.calendar = coalesce(ut_calendar.ut, 'nacional')
    and due_day.day = case_spell.due_on
where case_spell.register = $register
    and case_spell.is_first
    and case_spell.opening = 1
    and case_spell.due_on is not null
    and case_spell.since <= $cutoff
    and case_spell.since > last_day($cutoff::date - interval 12 month)
group by case_spell.kind
