-- grain: one row a value of a column, with how many rows have it, those with more first
select
    __piece__ as value,
    count(*) as size
from __register__
where __filters__
group by all
order by
    size desc,
    value
limit $most
