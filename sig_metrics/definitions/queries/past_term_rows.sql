-- grain: one row a case that is open past its term at the cut-off, the longest overdue first
select
    __columns__,
    min(cube.due_on) as due_on,
    max(cube.period - cube.due_on) as days
from __cube__
where cube.period = $cutoff
    and __filters__
group by all
order by due_on, id
