-- grain: one row a row that answers a periodic duty by its kind: of which month it is, and the day it was done, if it was
-- A register that answers with all its rows of a period needs none here: its periods say it.
select
    'sst_obligation.' || sst_obligation.kind as evidence,
    sst_obligation.id as key,
    last_day(sst_obligation.due_on) as period,
    sst_obligation.done_on
from sst_obligation
union all
select
    'minutes.' || minutes.kind as evidence,
    minutes.minutes as key,
    last_day(minutes.held_on) as period,
    minutes.held_on as done_on
from minutes
