-- grain: one row a row of a register, in the order of its key
select __columns__
from __register__
order by __key__
