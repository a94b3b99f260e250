-- grain: one row a suggestion: when its answer was due and whether it came in time
-- The term is internal and proposed: no legal one was found. Days run from the day after reception (TUO LPAG art. 144.1).
select
    suggestion.suggestion,
    suggestion.unit,
    suggestion.ut,
    suggestion.received_on,
    due_day.day as due_on,
    suggestion.answered_on,
    due_day.day is not null as is_judged,
    coalesce(suggestion.answered_on <= due_day.day, false) as is_on_time
from suggestion
left join working_term
    on working_term.term = 'suggestion_internal'
    and working_term.valid_from <= suggestion.received_on
    and (working_term.valid_until is null or working_term.valid_until >= suggestion.received_on)
left join working_day as start_day on start_day.day = suggestion.received_on
left join working_day as due_day
    on due_day.is_working
    and due_day.position = start_day.position + working_term.quantity
