-- grain: one row a period × group × part of it, those that are asked, and one more of all of them together (without `cell`): its rows and its measure
select
    true as cell,
    __columns__
from __register__
where __filters__
group by grouping sets ((__keys__), ())
order by all
