-- grain: one row a month end × activity of a plan version; 1 when up to date
select
    activity_state.period,
    activity_state.year,
    activity_state.version,
    activity_state.activity,
    case when activity_state.credited = activity_state.programmed then 1 else 0 end as numerator,
    1 as denominator
from activity_state
where activity_state.in_plan
    and activity_state.programmed > 0
