-- grain: one row a case that had come in by the cut-off: its key, the day it first came in and what it is crossed by; its kind and situation as they were known that day
with known as (
    select
        case_spell.case_id,
        min(case_spell.opened_on) as opened_on,
        arg_max(case_spell.kind, 10 * case_spell.opening + case_spell.stage) filter (where case_spell.since <= $cutoff) as kind,
        arg_max(
            case
                when case_spell.until <= $cutoff then 'closed'
                when case_spell.due_on <= $cutoff then 'overdue'
                when case_spell.situation = 'open' and case_spell.due_on is null then 'undated'
                else case_spell.situation
            end,
            10 * case_spell.opening + case_spell.stage
        ) filter (where case_spell.since <= $cutoff) as situation
    from case_spell
    where case_spell.register = $register
    group by case_spell.case_id
)

select __columns__
from __register__
join known on known.case_id = __register__.__key__
where known.opened_on <= $cutoff
    and known.opened_on > $since
    and __filters__
