-- grain: one row: the last review that was held by a cut-off
select
    held.__key__ as code,
    __day__ as held_on
from __register__ as held
where __known__
order by held_on desc, code desc
limit 1
