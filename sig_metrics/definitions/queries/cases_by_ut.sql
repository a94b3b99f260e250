-- grain: one row a territorial unit with something open at the cut-off in a register, the one with most past its term first (NULL: of no unit)
select
    case_open.ut,
    sum(case_open.cases)::bigint as count,
    sum(case_open.overdue)::bigint as overdue
from case_open
where case_open.register = $register
    and case_open.period = $cutoff
    and ($unit is null or case_open.unit = $unit)
group by case_open.ut
order by overdue desc, count desc, ut
