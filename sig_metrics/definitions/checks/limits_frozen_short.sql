-- grain: one row a freeze of limits in force that is of fewer than twelve months
-- What begins in a month is decided by its last decision: a later one, or a release, leaves the freeze without effect.
with ordered as (
    select
        process_decision.indicator,
        process_decision.kind,
        process_decision.begins,
        process_decision.ends,
        process_decision.decided_on,
        12 * left(process_decision.ends, 4)::integer + right(process_decision.ends, 2)::integer
        - 12 * left(process_decision.begins, 4)::integer - right(process_decision.begins, 2)::integer + 1 as months,
        row_number() over (
            partition by
                process_decision.indicator,
                process_decision.begins
            order by process_decision.decided_on desc
        ) as from_last
    from process_decision
)

select
    ordered.indicator,
    ordered.begins,
    ordered.ends,
    ordered.months,
    ordered.decided_on
from ordered
where ordered.from_last = 1
    and ordered.kind = 'freeze'
    and ordered.months < 12
