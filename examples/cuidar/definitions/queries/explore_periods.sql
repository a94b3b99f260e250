-- grain: one row: how many rows of a register have no period, and how many are of one after the cut-off, as it was published
with known as (
    select
        coalesce(sum(register_period.rows), 0) as dated,
        coalesce(sum(register_period.rows) filter (where register_period.period > $cutoff), 0) as later
    from register_period
    where register_period.register = $register
)

select
    greatest(register_source.rows - known.dated, 0)::bigint as undated,
    known.later::bigint as later
from register_source
cross join known
where register_source.register = $register
