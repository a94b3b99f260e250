-- grain: one row a term × territorial unit × day on which it began: its last day by the unit of the term, or why it has none
-- The only place where a term is resolved. Working days: from the day after (TUO LPAG art. 144.1), in the calendar of the unit.
-- Calendar days: from the day after. Hours where only the day is known: as many days as they fill.
with ruled as (
    select
        term_start.term,
        term_start.ut,
        term_start.day,
        coalesce(ut_calendar.ut, 'nacional') as calendar,
        term_in_force.quantity,
        term_in_force.unit
    from term_start
    left join ut_calendar on ut_calendar.ut = term_start.ut
    left join term_in_force
        on term_in_force.term = term_start.term
        and term_in_force.valid_from <= term_start.day
        and (term_in_force.valid_until is null or term_in_force.valid_until >= term_start.day)
),

counted as (
    select
        ruled.term,
        ruled.ut,
        ruled.day,
        ruled.calendar,
        ruled.quantity,
        ruled.unit,
        case ruled.unit
            when 'working_days' then last_day.day
            when 'calendar_days' then ruled.day + ruled.quantity::integer
            when 'hours' then ruled.day + ceil(ruled.quantity / 24.0)::integer
        end as due_on
    from ruled
    left join working_day as first_day
        on first_day.calendar = ruled.calendar
        and first_day.day = ruled.day
    left join working_day as last_day
        on last_day.calendar = ruled.calendar
        and last_day.is_working
        and last_day.position = first_day.position + ruled.quantity
)

select
    counted.term,
    counted.ut,
    counted.day,
    counted.calendar,
    counted.quantity,
    counted.unit,
    counted.due_on,
    case
        when counted.unit is null then 'no_term'
        when counted.due_on is null then 'no_calendar'
    end as due_reason
from counted
