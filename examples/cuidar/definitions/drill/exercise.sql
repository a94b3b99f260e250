-- grain: one row an exercise of a kind programmed in the year by the cut-off
select
    continuity_exercise.exercise,
    continuity_exercise.unit,
    continuity_exercise.planned_on,
    continuity_exercise.done_on,
    continuity_exercise.hours
from continuity_exercise
where continuity_exercise.kind = $kind
    and continuity_exercise.planned_on <= $cutoff
    and year(continuity_exercise.planned_on) = year($cutoff)
    and ($unit is null or continuity_exercise.unit = $unit)
order by continuity_exercise.planned_on
