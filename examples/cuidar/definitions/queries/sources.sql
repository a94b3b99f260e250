-- grain: one row a register with a table: its rows, those of demonstration, and the last load that they come from
select
    register_source.register,
    register_source.rows,
    register_source.synthetic,
    register_source.load,
    load_log.loaded_at,
    load_log.file,
    load_log.sha256
from register_source
left join load_log on load_log.load = register_source.load
