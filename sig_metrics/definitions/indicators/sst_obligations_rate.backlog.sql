-- grain: one row a month end × obligation not met that day, past its due day, of any year
-- What the norm fixes for each year is owed since it begins; a notification, since its event, the day before it is due.
select
    month_end.period,
    sst_obligation.kind,
    sst_obligation.id,
    sst_obligation.due_on
from month_end
join sst_obligation
    on if(
        sst_obligation.kind = 'notification', sst_obligation.due_on - 1, date_trunc('year', sst_obligation.due_on)
    ) <= month_end.period
    and sst_obligation.due_on <= month_end.period
where sst_obligation.done_on is null
    or sst_obligation.done_on > month_end.period
