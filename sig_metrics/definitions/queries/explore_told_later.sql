-- grain: one row: whether some row of a register tells of a day after the cut-off
select count(*) > 0 as later
from __register__
where __later__
