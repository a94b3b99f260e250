-- grain: one row a month end × obligation not met that day, past its due day, of any year
select
    month_end.period,
    sst_obligation.kind,
    sst_obligation.id,
    sst_obligation.due_on
from month_end
join sst_obligation on sst_obligation.due_on <= month_end.period
where sst_obligation.done_on is null
    or sst_obligation.done_on > month_end.period
