-- grain: one row a row of a register that adds to a part of an indicator at the cut-off, the greatest first, with what all of them add up to
select
    cube.period,
    cube.amount::double as amount,
    sum(cube.amount::double) over () as whole,
    false as is_denominator,
    cube.carrier,
    cube.origin::varchar as origin
from __cube__
where __window__
    and __filters__
    and cube.part = $part
order by
    cube.amount desc,
    cube.origin::varchar
limit $most
