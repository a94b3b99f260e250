-- grain: one row of the store's law that nothing reads: a term or a parameter the program does not know, a day of no place or beyond the complete calendar
select
    'legal_term' as register,
    legal_term.term as code,
    legal_term.since
from legal_term
anti join program_legal_term on program_legal_term.term = legal_term.term
union all
select
    'parameter' as register,
    parameter.parameter as code,
    parameter.since
from parameter
anti join program_parameter on program_parameter.parameter = parameter.parameter
union all
select
    'calendar_day' as register,
    calendar_day.scope as code,
    calendar_day.day as since
from calendar_day
anti join territorial_unit on territorial_unit.ut = upper(calendar_day.scope)
where lower(calendar_day.scope) <> 'nacional'
union
select
    'calendar_day' as register,
    calendar_day.scope as code,
    calendar_day.day as since
from calendar_day
anti join calendar_range on calendar_day.day between calendar_range.first_day and calendar_range.last_day
order by
    register,
    since,
    code
