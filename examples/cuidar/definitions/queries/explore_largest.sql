-- grain: one row a group, of those with more rows
select
    __piece__ as piece,
    count(*) as size
from __register__
where __filters__
    and __piece__ is not null
group by all
order by
    size desc,
    piece
limit $most
