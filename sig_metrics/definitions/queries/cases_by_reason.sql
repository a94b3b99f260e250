-- grain: one row a month of the year of the cut-off × reason to complain in the year up to it, the most frequent first
select
    month_end.period,
    coalesce(case_reason.reason, 'unknown') as reason,
    sum(case_reason.cases)::bigint as count
from month_end
join case_reason
    on case_reason.period <= month_end.period
    and year(case_reason.period) = year(month_end.period)
where month_end.period between date_trunc('year', $cutoff::date) and $cutoff
    and ($unit is null or case_reason.unit = $unit)
group by all
order by month_end.period, count desc, reason
