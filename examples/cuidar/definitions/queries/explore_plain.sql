-- grain: one row a period × group × part of it, those that are asked: its rows and its measure
select
    __columns__
from __register__
where __filters__
group by all
order by all
