-- grain: one row a published semester; without a value while any of its four protected counts hides it
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
        and corruption_status.category in ('notify', 'grant')
        and corruption_status.semester in ('first', 'second')
),

semesters as (
    select
        cells.period,
        count(*) filter (where cells.due >= 10 and cells.within_term is not null) = 2 as is_shown,
        sum(cells.within_term) as within_term,
        sum(cells.due) as due
    from cells
    group by cells.period
)

select
    semesters.period,
    case when semesters.is_shown then semesters.within_term end as numerator,
    case when semesters.is_shown then semesters.due end as denominator
from semesters
