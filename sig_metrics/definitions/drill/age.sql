-- grain: one row a case: those open at the cut-off in a band of age (the bands of case_open)
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
    and case
        when $cutoff - known_case.opened_on <= 15 then 1
        when $cutoff - known_case.opened_on <= 30 then 2
        when $cutoff - known_case.opened_on <= 60 then 3
        when $cutoff - known_case.opened_on <= 90 then 4
        else 5
    end = $band
order by
    known_case.due_on nulls last,
    known_case.opened_on,
    known_case.case_id
