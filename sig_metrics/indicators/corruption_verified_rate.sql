-- grain: one row a published semester; without a value while a protected count hides it or is under 10
with cells as (
    select
        last_day(make_date(
            corruption_status.year,
            case when corruption_status.semester = 'first' then 6 else 12 end,
            1
        )) as period,
        try_cast(corruption_status.within_shown as integer) as within_term,
        try_cast(corruption_status.due_shown as integer) as due
    from corruption_status
    where corruption_status.tabulation = 'by_clock'
        and corruption_status.category = 'verify'
        and corruption_status.semester in ('first', 'second')
)

select
    cells.period,
    case when cells.due >= 10 then cells.within_term end as numerator,
    case when cells.within_term is not null and cells.due >= 10 then cells.due end as denominator
from cells
