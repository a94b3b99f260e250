-- grain: one row a kind × unit: cases of a register that ended in the twelve months up to the cut-off, those open that day, and the days of the oldest of them
with moves as (
    select
        case_flow.kind,
        case_flow.unit,
        case_flow.outflow as closed,
        0 as open,
        null as oldest
    from case_flow
    where case_flow.register = $register
        and case_flow.period <= $cutoff
        and case_flow.period > last_day($cutoff::date - interval 12 month)
    union all
    select
        case_open.kind,
        case_open.unit,
        0 as closed,
        case_open.cases as open,
        case_open.oldest_days as oldest
    from case_open
    where case_open.register = $register
        and case_open.period = $cutoff
)

select
    coalesce(moves.kind, 'unknown') as kind,
    coalesce(moves.unit, 'unknown') as unit,
    sum(moves.closed)::bigint as closed,
    sum(moves.open)::bigint as open,
    max(moves.oldest) as oldest
from moves
where $unit is null
    or moves.unit = $unit
group by all
having sum(moves.closed + moves.open) > 0
