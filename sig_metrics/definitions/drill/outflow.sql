-- grain: one row a case: those that ended in a month
select
    known_case.case_id,
    known_case.kind,
    known_case.unit,
    known_case.ut,
    known_case.opened_on,
    known_case.due_on,
    known_case.ended_on,
    known_case.situation
from known_case
where last_day(known_case.ended_on) = $month
order by
    known_case.due_on nulls last,
    known_case.opened_on,
    known_case.case_id
