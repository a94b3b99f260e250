-- grain: one row a month × register × kind × unit: cases that came in and cases that ended
with moves as (
    select
        last_day(case_clock.opened_on) as period,
        case_clock.register,
        case_clock.kind,
        case_clock.unit,
        1 as inflow,
        0 as outflow
    from case_clock
    union all
    select
        last_day(case_clock.ended_on) as period,
        case_clock.register,
        case_clock.kind,
        case_clock.unit,
        0 as inflow,
        1 as outflow
    from case_clock
    where case_clock.ended_on is not null
)

select
    moves.period,
    moves.register,
    moves.kind,
    moves.unit,
    sum(moves.inflow)::bigint as inflow,
    sum(moves.outflow)::bigint as outflow
from moves
group by
    moves.period,
    moves.register,
    moves.kind,
    moves.unit
