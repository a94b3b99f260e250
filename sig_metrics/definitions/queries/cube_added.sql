-- grain: one row an indicator × group: its parts, added
select
    __columns__,
    sum(cube.numerator) as numerator,
    sum(cube.denominator) as denominator,
    sum(cube.cases) as cases
from __cube__
where cube.indicator in (select unnest($names))
    and __filters__
group by all
order by all
