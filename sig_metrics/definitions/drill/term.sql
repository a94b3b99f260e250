-- grain: one row a case open at the cut-off past a term of that basis, the longest past first
select
    case_spell.case_id,
    case_spell.kind,
    case_spell.unit,
    case_spell.ut,
    case_spell.opened_on,
    case_spell.due_on,
    $cutoff - case_spell.due_on as days
from case_spell
where case_spell.register = $register
    and case_spell.is_legal = ($basis = 'legal')
    and case_spell.since <= $cutoff
    and (case_spell.until is null or case_spell.until > $cutoff)
    and case_spell.due_on <= $cutoff
    and ($unit is null or case_spell.unit = $unit)
order by
    case_spell.due_on,
    case_spell.case_id
