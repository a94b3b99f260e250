-- grain: one row a review that was held, with the month end since when it is known, the last one first
select
    held.__key__ as code,
    __day__ as held_on,
    __since__ as since
from __register__ as held
where __known__
order by held_on desc, code desc
