-- grain: one row an indicator × group: what is open past its term, added, and the days of the oldest
select
    __columns__,
    sum(cube.overdue)::bigint as overdue,
    max(cube.oldest_days) as oldest_days
from __cube__
where cube.indicator in (select unnest($names))
    and __filters__
group by all
order by all
