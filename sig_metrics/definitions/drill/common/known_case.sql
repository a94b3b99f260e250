-- grain: one row a case × opening that had come in by the cut-off: its kind, unit, due date and situation as they were known that day
with known as (
    select
        case_spell.case_id,
        case_spell.kind,
        case_spell.unit,
        case_spell.ut,
        case_spell.opened_on,
        case_spell.due_on,
        case_spell.until,
        case_spell.situation
    from case_spell
    where case_spell.register = $register
        and case_spell.since <= $cutoff
        and ($unit is null or case_spell.unit = $unit)
    qualify row_number() over (
        partition by case_spell.case_id, case_spell.opening
        order by case_spell.stage desc
    ) = 1
)

select
    known.case_id,
    known.kind,
    known.unit,
    known.ut,
    known.opened_on,
    known.due_on,
    case when known.until <= $cutoff then known.until end as ended_on,
    case
        when known.until <= $cutoff then 'closed'
        when known.due_on <= $cutoff then 'overdue'
        when known.situation = 'open' and known.due_on is null then 'undated'
        else known.situation
    end as situation
from known
