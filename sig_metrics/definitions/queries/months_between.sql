-- grain: one row a month end from a day to the cut-off
select month_end.period
from month_end
where month_end.period between $start and $cutoff
order by month_end.period
