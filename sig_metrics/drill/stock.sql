-- grain: one row a case: those open at the end of a month
select
    case_clock.case_id,
    case_clock.kind,
    case_clock.unit,
    case_clock.ut,
    case_clock.opened_on,
    case_clock.due_on,
    case when case_clock.ended_on <= $cutoff then case_clock.ended_on end as ended_on,
    case
        when case_clock.ended_on <= $cutoff then 'closed'
        when case_clock.due_on < $cutoff then 'overdue'
        else 'open'
    end as situation
from case_clock
where case_clock.register = $register
    and case_clock.opened_on <= $cutoff
    and ($unit is null or case_clock.unit = $unit)
    and case_clock.opened_on <= $month
    and (case_clock.ended_on is null or case_clock.ended_on > $month)
order by
    case_clock.due_on nulls last,
    case_clock.opened_on,
    case_clock.case_id
