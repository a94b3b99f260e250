-- grain: one row a working day of a calendar, in its order
select
    working_day.calendar,
    working_day.day
from working_day
where working_day.is_working
order by working_day.calendar, working_day.day
