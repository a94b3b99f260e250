-- grain: one row a month end × activity of a plan version; programmed to date less delivered
select
    activity_state.period,
    activity_state.version,
    activity_state.activity,
    activity_state.overdue as numerator,
    null as denominator
from activity_state
