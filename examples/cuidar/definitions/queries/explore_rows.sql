-- grain: one row a row of a register behind a point of an answer
select
    __columns__
from __register__
where __filters__
order by __key__
