-- grain: one row a unit, or what has none: how much is open at the cut-off and still in its term, how much of it is due by the end of that year, and the first day that is due
select
    __unit__ as unit,
    count(distinct cube.id) as in_time,
    count(distinct cube.id) filter (where year(cube.due_on) = year($cutoff::date)) as in_year,
    min(cube.due_on) as first_on
from __cube__
where cube.period = $cutoff
    and __filters__
group by all
order by in_time desc, unit
