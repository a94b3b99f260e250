-- grain: one row a month × register × kind × unit: cases that came in, cases that ended, and those that changed kind
-- Open at a month end = open at the one before + inflow - outflow + moved, in each kind; `moved` is the reclassified, who went
-- out of one kind into another, and adds up to zero in a register. A reopened case comes in again in the month of its reopening.
with moves as (
    select
        last_day(case_spell.since) as period,
        case_spell.register,
        case_spell.kind,
        case_spell.unit,
        1 as inflow,
        0 as outflow,
        0 as moved
    from case_spell
    where case_spell.is_first
    union all
    select
        last_day(case_spell.until) as period,
        case_spell.register,
        case_spell.kind,
        case_spell.unit,
        0 as inflow,
        1 as outflow,
        0 as moved
    from case_spell
    where case_spell.is_last
        and case_spell.until is not null
    union all
    select
        last_day(case_spell.since) as period,
        case_spell.register,
        unnest([case_spell.kind, case_spell.kind_before]) as kind,
        case_spell.unit,
        0 as inflow,
        0 as outflow,
        unnest([1, -1]) as moved
    from case_spell
    where case_spell.kind <> case_spell.kind_before
)

select
    moves.period,
    moves.register,
    moves.kind,
    moves.unit,
    sum(moves.inflow)::bigint as inflow,
    sum(moves.outflow)::bigint as outflow,
    sum(moves.moved)::bigint as moved
from moves
group by
    moves.period,
    moves.register,
    moves.kind,
    moves.unit
