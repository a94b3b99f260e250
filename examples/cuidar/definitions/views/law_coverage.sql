-- grain: one row a part of the calendar (holidays of law, days by decree): since when and until when none is missing
select
    calendar_coverage.part,
    calendar_coverage.since,
    calendar_coverage.until,
    calendar_coverage.norm,
    calendar_coverage.source,
    'store' as origin
from calendar_coverage
union all
select
    program_calendar_coverage.part,
    program_calendar_coverage.since,
    program_calendar_coverage.until,
    program_calendar_coverage.norm,
    program_calendar_coverage.source,
    'program' as origin
from program_calendar_coverage
anti join calendar_coverage on calendar_coverage.part = program_calendar_coverage.part
