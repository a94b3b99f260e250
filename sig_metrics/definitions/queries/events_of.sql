-- grain: one row a day on which what an indicator counts happened, or a case of it and whether it failed, in their order
select
    cube.happened_on,
    cube.id,
    cube.failed
from indicator_event as cube
where cube.indicator = $name
    and cube.happened_on between $since and $cutoff
    and __filters__
order by cube.happened_on, cube.id
