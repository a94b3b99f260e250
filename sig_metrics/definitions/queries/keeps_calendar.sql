-- grain: one row when the snapshot keeps a calendar of its registers, and none when it was made before it did
select 1 as kept
from information_schema.columns
where table_name = 'register_due'
    and column_name = 'lag'
