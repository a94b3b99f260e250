-- grain: one row a territorial unit, with the last of its names
select
    territorial_unit.ut,
    arg_max(territorial_unit.name, territorial_unit.valid_from) as name
from territorial_unit
group by territorial_unit.ut
