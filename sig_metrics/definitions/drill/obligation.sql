-- grain: one row a periodic SST obligation of a kind that fell due in the year up to the cut-off
select
    sst_obligation.id,
    sst_obligation.due_on,
    case when sst_obligation.done_on <= $cutoff then sst_obligation.done_on end as done_on,
    sst_obligation.norm,
    sst_obligation.evidence
from sst_obligation
where sst_obligation.kind = $kind
    and year(sst_obligation.due_on) = year($cutoff::date)
    and last_day(sst_obligation.due_on) <= $cutoff
order by
    sst_obligation.due_on,
    sst_obligation.id
