-- grain: one row a standing load that changed or took out rows that were there, the newest first
select
    load_log.load,
    load_log.register,
    load_log.loaded_at,
    coalesce(load_log.rows_changed, 0) as changed,
    coalesce(load_log.rows_removed, 0) as removed
from load_log
where coalesce(load_log.rows_changed, 0) + coalesce(load_log.rows_removed, 0) > 0
order by load_log.load desc
