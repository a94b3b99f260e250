-- grain: one row a month of the year of the cut-off × territorial unit with something open at its end in a register, the one with most past its term first (NULL: of no unit)
select
    case_open.period,
    case_open.ut,
    sum(case_open.cases)::bigint as count,
    sum(case_open.overdue)::bigint as overdue
from case_open
where case_open.register = $register
    and case_open.period between date_trunc('year', $cutoff::date) and $cutoff
    and ($unit is null or case_open.unit = $unit)
group by case_open.period, case_open.ut
order by case_open.period, overdue desc, count desc, ut
