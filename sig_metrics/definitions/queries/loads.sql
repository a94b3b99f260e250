-- grain: one row a load, the oldest first
select
    load_log.load,
    load_log.register,
    load_log.loaded_at,
    load_log.origin,
    load_log.rows_changed
from load_log
order by load_log.load
