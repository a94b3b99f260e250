-- grain: one row a month end that can be looked at
select month_end.period
from month_end
where month_end.period is not null
order by month_end.period
