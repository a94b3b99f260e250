-- grain: one row a reason to complain in the year up to the cut-off, the most frequent first
select
    coalesce(case_reason.reason, 'unknown') as reason,
    sum(case_reason.cases)::bigint as count
from case_reason
where year(case_reason.period) = $year
    and case_reason.period <= $cutoff
    and ($unit is null or case_reason.unit = $unit)
group by all
order by count desc, reason
