-- grain: one row a row of a register dated by the cut-off: its key, its day and what it is crossed by
select __columns__
from __register__
where __register__.__day__ <= $cutoff
    and __register__.__day__ > $since
    and __filters__
