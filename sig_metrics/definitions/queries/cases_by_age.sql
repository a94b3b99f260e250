-- grain: one row a month of the year of the cut-off × band of age of what is open at its end in a register; a band with nothing open is absent
select
    case_open.period,
    case_open.band,
    sum(case_open.cases)::bigint as count,
    sum(case_open.overdue)::bigint as overdue,
    max(case_open.oldest_days) as oldest
from case_open
where case_open.register = $register
    and case_open.period between date_trunc('year', $cutoff::date) and $cutoff
    and ($unit is null or case_open.unit = $unit)
group by case_open.period, case_open.band
order by case_open.period, case_open.band
