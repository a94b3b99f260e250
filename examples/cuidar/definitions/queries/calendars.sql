-- grain: one row a register: its calendar, how many rows it has, in which periods, and the moment of its last load
with loaded as (
    select
        register_source.register,
        arg_max(load_log.loaded_at, load_log.load) as at
    from register_source
    join load_log
        on load_log.register = register_source.register
        or load_log.load = register_source.load
    group by all
),

dated as (
    select
        register_period.register,
        list(register_period.period order by register_period.period) as periods
    from register_period
    group by register_period.register
)

select
    register_due.register,
    register_due.cadence,
    register_due.dense,
    register_due.due_day,
    register_due.lag,
    register_due.stands_for,
    register_source.rows,
    register_source.synthetic,
    dated.periods,
    loaded.at
from register_due
join register_source on register_source.register = register_due.register
left join dated on dated.register = register_due.register
left join loaded on loaded.register = register_due.register
order by register_due.register
