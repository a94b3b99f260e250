-- grain: one row a month × what a register is crossed by, of those that have rows: how many
select
    __columns__,
    count(*) as counted
from __rows__
group by all
order by all
limit $most
