-- grain: one row a month end × unit × kind with something programmed in the year by then
select
    month_end.period,
    continuity_exercise.unit,
    continuity_exercise.kind,
    count(*) filter (where continuity_exercise.done_on <= month_end.period) as numerator,
    count(*) as denominator
from month_end
join continuity_exercise
    on continuity_exercise.planned_on <= month_end.period
    and year(continuity_exercise.planned_on) = year(month_end.period)
group by
    month_end.period,
    continuity_exercise.unit,
    continuity_exercise.kind
