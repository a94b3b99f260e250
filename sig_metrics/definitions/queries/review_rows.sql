-- grain: one row a month end since when they are known × system (none, where it is not divided by system) of the rows that evidence something
select
    '__evidence__' as name,
    divided.since,
    divided.system,
    count(*) as rows
from (
    select
        __since__ as since,
        unnest(coalesce(string_split(__systems__, '/'), [null])) as system
    from __register__ as held
    where __known__
) as divided
where divided.since is not null
group by
    divided.since,
    divided.system
