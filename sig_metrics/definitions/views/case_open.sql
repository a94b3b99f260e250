-- grain: one row a month end × register × kind × unit × territorial unit × band of age: what was open that day, overdue, and due within five working days
-- What is due on the day itself and is open is overdue; «within five days» starts the day after. `oldest_days` are those since
-- the oldest open case came in, `oldest_overdue_days` those since the due date of the one most past it (NULL: none is).
with open_cases as (
    select
        month_end.period,
        case_spell.register,
        case_spell.kind,
        case_spell.unit,
        case_spell.ut,
        case_spell.is_legal,
        month_end.period - case_spell.opened_on as age,
        month_end.period - case_spell.due_on as days_past,
        case_spell.due_on is null and case_spell.situation = 'open' as is_unknown,
        coalesce(case_spell.due_on <= month_end.period, false) as is_overdue,
        coalesce(due_day.position - last_day_of.position between 0 and 5 and case_spell.due_on > month_end.period, false) as is_due_soon
    from month_end
    join case_spell
        on case_spell.since <= month_end.period
        and (case_spell.until is null or case_spell.until > month_end.period)
    left join ut_calendar on ut_calendar.ut = case_spell.ut
    left join working_day as due_day
        on due_day.calendar = coalesce(ut_calendar.ut, 'nacional')
        and due_day.day = case_spell.due_on
    left join working_day as last_day_of
        on last_day_of.calendar = coalesce(ut_calendar.ut, 'nacional')
        and last_day_of.day = month_end.period
)

select
    open_cases.period,
    open_cases.register,
    open_cases.kind,
    open_cases.unit,
    open_cases.ut,
    open_cases.is_legal,
    case
        when open_cases.age <= 15 then 1
        when open_cases.age <= 30 then 2
        when open_cases.age <= 60 then 3
        when open_cases.age <= 90 then 4
        else 5
    end as band,
    count(*) as cases,
    count(*) filter (where open_cases.is_overdue) as overdue,
    count(*) filter (where open_cases.is_due_soon) as due_soon,
    count(*) filter (where open_cases.is_unknown) as unknown,
    max(open_cases.age) as oldest_days,
    max(open_cases.days_past) filter (where open_cases.is_overdue) as oldest_overdue_days
from open_cases
group by
    open_cases.period,
    open_cases.register,
    open_cases.kind,
    open_cases.unit,
    open_cases.ut,
    open_cases.is_legal,
    band
