-- grain: one row a case × opening: those of a kind or of a unit that were open some day of the twelve months up to the cut-off; all, those that ended, or those still open
select
    known_case.case_id,
    known_case.kind,
    known_case.unit,
    known_case.ut,
    known_case.opened_on,
    known_case.due_on,
    known_case.ended_on,
    known_case.situation,
    coalesce(known_case.ended_on, $cutoff::date) - known_case.opened_on as taken
from known_case
where coalesce(known_case.ended_on > last_day($cutoff::date - interval 12 month), true)
    and $group in ('all', known_case.kind, coalesce(known_case.unit, 'unknown'))
    and ($part = 'all' or ($part = 'open') = (known_case.ended_on is null))
order by
    taken desc,
    known_case.opened_on,
    known_case.case_id
