-- grain: one row a row of a register known at a cut-off, and not yet at an earlier one, in the order of its key
select __columns__
from __register__ as held
where __known__
    and __later__
order by __key__
