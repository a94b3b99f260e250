-- grain: one row a month end up to the cut-off, the last of them first: what came in and went out of a register in it, and what was open that day
select
    month_end.period,
    coalesce(moves.inflow, 0)::bigint as inflow,
    coalesce(moves.outflow, 0)::bigint as outflow,
    coalesce(held.stock, 0)::bigint as stock
from month_end
left join (
    select
        case_flow.period,
        sum(case_flow.inflow) as inflow,
        sum(case_flow.outflow) as outflow
    from case_flow
    where case_flow.register = $register
        and ($unit is null or case_flow.unit = $unit)
    group by case_flow.period
) as moves on moves.period = month_end.period
left join (
    select
        case_open.period,
        sum(case_open.cases) as stock
    from case_open
    where case_open.register = $register
        and ($unit is null or case_open.unit = $unit)
    group by case_open.period
) as held on held.period = month_end.period
where month_end.period <= $cutoff
order by month_end.period desc
limit $months
