-- grain: one row a row of a register that passes what was chosen, in the order in which they came
select __columns__
from __rows__
where __filters__
order by __order__
