-- grain: one row a month of the year of the cut-off × register × legal term or internal one, of what is open then past its term or about to be; the legal ones first
select
    case_open.period,
    case_open.register,
    case_open.is_legal,
    sum(case_open.overdue)::bigint as overdue,
    sum(case_open.due_soon)::bigint as due_soon,
    max(case_open.oldest_overdue_days) as oldest,
    list(distinct case_open.unit order by case_open.unit) filter (case_open.due_soon > 0 and case_open.unit is not null) as soon_units,
    list(distinct case_open.unit order by case_open.unit) filter (case_open.overdue > 0 and case_open.unit is not null) as units
from case_open
where case_open.period between date_trunc('year', $cutoff::date) and $cutoff
    and ($unit is null or case_open.unit = $unit)
group by all
having sum(case_open.overdue) + sum(case_open.due_soon) > 0
order by period, is_legal desc, oldest desc nulls last, overdue desc, register
