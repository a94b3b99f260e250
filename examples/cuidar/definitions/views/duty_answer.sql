-- grain: one row an exercise that answers a periodic duty by its kind: of which month it is, and the day it was done, if it was
-- The consumption of energy answers with all its rows of a month: its periods say it.
select
    'continuity_exercise.' || continuity_exercise.kind as evidence,
    continuity_exercise.exercise as key,
    last_day(continuity_exercise.planned_on) as period,
    continuity_exercise.done_on
from continuity_exercise
