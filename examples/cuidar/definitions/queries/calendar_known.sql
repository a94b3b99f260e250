-- grain: one row: the days that the calendar of non-working days reaches, and until when its decrees are known; none without a calendar
select
    calendar_range.first_day,
    calendar_range.last_day,
    calendar_range.decrees_until
from calendar_range
