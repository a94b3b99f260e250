-- grain: one row a month in which obligations fall due × kind
select
    last_day(sst_obligation.due_on) as period,
    sst_obligation.kind,
    count(*) filter (where sst_obligation.done_on <= sst_obligation.due_on) as numerator,
    count(*) as denominator
from sst_obligation
group by
    last_day(sst_obligation.due_on),
    sst_obligation.kind
