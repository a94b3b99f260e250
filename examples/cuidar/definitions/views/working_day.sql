-- grain: one row a calendar (the national one, and one a territorial unit with days of its own) × day of the complete range
-- `position` counts working days up to it, so that day + n working days is a join within a calendar.
-- TUO LPAG art. 145.1: non-working days of the service and national or regional holidays are not counted; 144.1: start the day after.
with calendars as (
    select 'nacional' as calendar
    union all
    select ut_calendar.ut as calendar
    from ut_calendar
),

days as (
    select unnest(generate_series(calendar_range.first_day, calendar_range.last_day, interval 1 day))::date as day
    from calendar_range
),

said as (
    select
        law_calendar.day,
        law_calendar.scope,
        law_calendar.kind <> 'working' and (
            law_calendar.kind <> 'public_non_working'
            or coalesce(parameter_in_force.value, 0) = 0
        ) as is_closed
    from law_calendar
    left join parameter_in_force
        on parameter_in_force.parameter = 'count_public_non_working'
        and parameter_in_force.valid_from <= law_calendar.day
        and (parameter_in_force.valid_until is null or parameter_in_force.valid_until >= law_calendar.day)
),

marked as (
    select
        calendars.calendar,
        days.day,
        isodow(days.day) <= 5 and not coalesce(own.is_closed, national.is_closed, false) as is_working
    from days
    cross join calendars
    left join said as national
        on national.day = days.day
        and national.scope = 'nacional'
    left join said as own
        on own.day = days.day
        and own.scope = calendars.calendar
        and own.scope <> 'nacional'
)

select
    marked.calendar,
    marked.day,
    marked.is_working,
    sum(case when marked.is_working then 1 else 0 end) over (
        partition by marked.calendar
        order by marked.day
    )::bigint as position
from marked
