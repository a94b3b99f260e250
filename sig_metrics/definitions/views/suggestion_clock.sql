-- grain: one row a suggestion: when its answer was due and whether it came in time
-- The term is internal and proposed: no legal one was found. Days run from the day after reception (TUO LPAG art. 144.1).
select
    suggestion.suggestion,
    suggestion.unit,
    suggestion.ut,
    suggestion.received_on,
    term_due.due_on,
    term_due.due_reason,
    suggestion.answered_on,
    term_due.due_on is not null as is_judged,
    coalesce(suggestion.answered_on <= term_due.due_on, false) as is_on_time
from suggestion
left join term_due
    on term_due.term = 'suggestion_internal'
    and term_due.ut is not distinct from suggestion.ut
    and term_due.day = suggestion.received_on
