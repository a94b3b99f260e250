-- grain: one row a system (none, where it is not divided by system) of the rows that evidence something at a cut-off
select
    '__evidence__' as name,
    divided.system,
    count(*) as rows
from (
    select unnest(coalesce(string_split(__systems__, '/'), [null])) as system
    from __register__ as held
    where __known__
) as divided
group by divided.system
