-- grain: one row a case: those that came in during a month, a reopened one again
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
where last_day(known_case.opened_on) = $month
order by
    known_case.due_on nulls last,
    known_case.opened_on,
    known_case.case_id
