-- grain: one row a band of age of what is open at the cut-off in a register; a band with nothing open is absent
select
    case_open.band,
    sum(case_open.cases)::bigint as count,
    sum(case_open.overdue)::bigint as overdue,
    max(case_open.oldest_days) as oldest
from case_open
where case_open.register = $register
    and case_open.period = $cutoff
    and ($unit is null or case_open.unit = $unit)
group by case_open.band
order by case_open.band
