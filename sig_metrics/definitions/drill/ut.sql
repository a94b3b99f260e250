-- grain: one row a case: those open at the cut-off in a territorial unit («none»: without one)
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
where known_case.ended_on is null
    and coalesce(known_case.ut, 'none') = $ut
order by
    known_case.due_on nulls last,
    known_case.opened_on,
    known_case.case_id
