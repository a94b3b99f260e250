-- grain: one row a month end × register × kind × unit × territorial unit × band of age: what was open that day, overdue, and due within five working days
with open_cases as (
    select
        month_end.period,
        case_clock.register,
        case_clock.kind,
        case_clock.unit,
        case_clock.ut,
        case_clock.is_legal,
        month_end.period - case_clock.opened_on as age,
        case_clock.due_reason is not null as is_unknown,
        coalesce(case_clock.due_on < month_end.period, false) as is_overdue,
        coalesce(due_day.position - last_day_of.position between 0 and 5 and case_clock.due_on >= month_end.period, false) as is_due_soon
    from month_end
    join case_clock
        on case_clock.opened_on <= month_end.period
        and (case_clock.ended_on is null or case_clock.ended_on > month_end.period)
    left join ut_calendar on ut_calendar.ut = case_clock.ut
    left join working_day as due_day
        on due_day.calendar = coalesce(ut_calendar.ut, 'nacional')
        and due_day.day = case_clock.due_on
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
    max(open_cases.age) as oldest_days
from open_cases
group by
    open_cases.period,
    open_cases.register,
    open_cases.kind,
    open_cases.unit,
    open_cases.ut,
    open_cases.is_legal,
    band
