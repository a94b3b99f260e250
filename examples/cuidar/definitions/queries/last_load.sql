-- grain: one row: the moment of the last load (NULL: there is none)
select max(load_log.loaded_at) as at
from load_log
