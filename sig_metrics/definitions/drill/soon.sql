-- grain: one row a case open at the cut-off whose term of that basis ends within five working days, the next to end first
select
    case_spell.case_id,
    case_spell.kind,
    case_spell.unit,
    case_spell.ut,
    case_spell.opened_on,
    case_spell.due_on
from case_spell
left join ut_calendar on ut_calendar.ut = case_spell.ut
join working_day as due_day
    on due_day.calendar = coalesce(ut_calendar.ut, 'nacional')
    and due_day.day = case_spell.due_on
join working_day as last_day_of
    on last_day_of.calendar = coalesce(ut_calendar.ut, 'nacional')
    and last_day_of.day = $cutoff
where case_spell.register = $register
    and case_spell.is_legal = ($basis = 'legal')
    and case_spell.since <= $cutoff
    and (case_spell.until is null or case_spell.until > $cutoff)
    and case_spell.due_on > $cutoff
    and due_day.position - last_day_of.position between 0 and 5
    and ($unit is null or case_spell.unit = $unit)
order by
    case_spell.due_on,
    case_spell.case_id
