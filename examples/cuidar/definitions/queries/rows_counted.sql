-- grain: one row: how many rows are behind a point
select count(*) as total
from __rows__
