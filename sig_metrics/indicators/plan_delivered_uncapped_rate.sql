-- grain: one row a month end × activity of a plan version; cumulative within the year, uncapped
select
    activity_state.period,
    activity_state.version,
    activity_state.activity,
    activity_state.delivered as numerator,
    activity_state.programmed as denominator
from activity_state
where activity_state.target is not null
