-- grain: one row a month end × activity of a plan version; cumulative since the January of its plan, uncapped
select
    activity_state.period,
    activity_state.year,
    activity_state.version,
    activity_state.activity,
    activity_state.delivered as numerator,
    activity_state.programmed as denominator
from activity_state
where activity_state.in_plan
    and activity_state.target is not null
