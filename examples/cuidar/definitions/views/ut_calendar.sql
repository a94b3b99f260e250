-- grain: one row a territorial unit with days of its own: only it has a calendar apart from the national one
select distinct law_calendar.scope as ut
from law_calendar
where law_calendar.scope <> 'nacional'
