-- grain: one row a calendar day; `position` counts working days up to it, so that day + n working days is a join
-- TUO LPAG art. 145.1: non-working days of the service and national holidays are not counted; 144.1: start the day after.
with years as (
    select
        min(year(calendar_day.day)) - 1 as first_year,
        max(year(calendar_day.day)) + 1 as last_year
    from calendar_day
),

days as (
    select unnest(generate_series(
        make_date(years.first_year, 1, 1),
        make_date(years.last_year, 12, 31),
        interval 1 day
    ))::date as day
    from years
),

closed as (
    select distinct calendar_day.day
    from calendar_day
    where calendar_day.scope = 'nacional'
        and (
            calendar_day.kind = 'holiday'
            or coalesce((
                select arg_max(parameter.value, parameter.since)
                from parameter
                where parameter.parameter = 'count_public_non_working'
                    and parameter.since <= calendar_day.day
            ), 0) = 0
        )
),

marked as (
    select
        days.day,
        isodow(days.day) <= 5 and closed.day is null as is_working
    from days
    left join closed on closed.day = days.day
)

select
    marked.day,
    marked.is_working,
    sum(case when marked.is_working then 1 else 0 end) over (order by marked.day)::bigint as position
from marked
