-- grain: one row a month in which a semester was published: the last semester published by its end
-- Without a value while any of its four protected counts hides it. A cell counts from the day it was released, never before.
with cells as (
    select
        last_day(make_date(
            corruption_status.year,
            case when corruption_status.semester = 'first' then 6 else 12 end,
            1
        )) as ended_on,
        last_day(corruption_status.released_on) as released_on,
        try_cast(corruption_status.within_shown as integer) as within_term,
        try_cast(corruption_status.due_shown as integer) as due
    from corruption_status
    where corruption_status.tabulation = 'by_clock'
        and corruption_status.category in ('notify', 'grant')
        and corruption_status.semester in ('first', 'second')
),

periods as (
    select distinct greatest(cells.released_on, cells.ended_on) as period
    from cells
),

semesters as (
    select
        periods.period,
        cells.ended_on,
        count(*) filter (where cells.due >= 10 and cells.within_term is not null) = 2 as is_shown,
        sum(cells.within_term) as within_term,
        sum(cells.due) as due,
        row_number() over (partition by periods.period order by cells.ended_on desc) as turn
    from periods
    join cells on greatest(cells.released_on, cells.ended_on) <= periods.period
    group by
        periods.period,
        cells.ended_on
)

select
    semesters.period,
    case when semesters.is_shown then semesters.within_term end as numerator,
    case when semesters.is_shown then semesters.due end as denominator
from semesters
where semesters.turn = 1
