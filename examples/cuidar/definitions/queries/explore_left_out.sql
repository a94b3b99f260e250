-- grain: one row: how many rows of a register have no day, and how many are of after the cut-off
select
    count(*) filter (where __day__ is null) as undated,
    count(*) filter (where __day__ > $cutoff) as later
from __register__
where __filters__
