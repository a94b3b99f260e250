-- grain: one row a row that an indicator counts in one of its parts (or in none) at the cut-off, those that are not in the numerator first
select
    cube.period,
    cube.is_numerator,
    cube.is_denominator,
    cube.carrier,
    cube.origin::varchar as origin
from __cube__
where __window__
    and __filters__
    and __part__
order by
    cube.is_numerator,
    cube.origin::varchar
