-- grain: one row a path of the cases of a register, the most taken first (the seventh: all the others): its steps, its cases, and the median days of each step and of all
with told as (
    select
        known.path,
        known.days,
        known.taken,
        least(known.place, 7) as place
    from __rows__ as known
),

waits as (
    select
        told.place,
        unnest(told.days) as days,
        unnest(generate_series(1, len(told.days))) as step
    from told
    where told.place < 7
),

steps as (
    select
        waits.place,
        waits.step,
        median(waits.days) as days
    from waits
    group by
        waits.place,
        waits.step
),

lists as (
    select
        steps.place,
        list(steps.days order by steps.step) as days
    from steps
    group by steps.place
)

select
    told.place,
    case when told.place < 7 then any_value(told.path) end as path,
    count(*) as cases,
    median(told.taken) as taken,
    any_value(lists.days) as days
from told
left join lists on lists.place = told.place
group by told.place
order by told.place
