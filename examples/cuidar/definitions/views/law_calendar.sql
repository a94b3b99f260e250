-- grain: one row a day that the law says whether it is worked, in the whole country or in a territorial unit: the store's own, then the program's
-- Rows that an earlier program kept as they were typed are read as they are now: «Nacional» is the country, «caj» is CAJ.
with own as (
    select
        calendar_day.day,
        if(lower(calendar_day.scope) = 'nacional', 'nacional', upper(calendar_day.scope)) as scope,
        calendar_day.kind,
        calendar_day.name,
        calendar_day.norm,
        calendar_day.source
    from calendar_day
    qualify row_number() over (
        partition by calendar_day.day, lower(calendar_day.scope)
        order by calendar_day.scope desc
    ) = 1
)

select
    own.day,
    own.scope,
    own.kind,
    own.name,
    own.norm,
    own.source,
    'store' as origin
from own
union all
select
    program_calendar_day.day,
    program_calendar_day.scope,
    program_calendar_day.kind,
    program_calendar_day.name,
    program_calendar_day.norm,
    program_calendar_day.source,
    'program' as origin
from program_calendar_day
anti join own
    on own.day = program_calendar_day.day
    and own.scope = program_calendar_day.scope
