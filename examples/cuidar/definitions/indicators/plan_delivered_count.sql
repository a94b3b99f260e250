-- grain: one row a month end × activity of a plan version × part; cumulative since the January of its plan, uncapped
-- «earlier» is for the plan of a later year: of the plans before it, in force that day, what was delivered in the year of the month end.
select
    activity_state.period,
    activity_state.year,
    activity_state.version,
    activity_state.activity,
    'own' as plan_part,
    activity_state.delivered as numerator,
    null as denominator
from activity_state
union all
select
    activity_state.period,
    activity_state.year,
    activity_state.version,
    activity_state.activity,
    'earlier' as plan_part,
    activity_state.delivered_in_year as numerator,
    null as denominator
from activity_state
semi join version_in_force
    on version_in_force.period = activity_state.period
    and version_in_force.year = activity_state.year
    and version_in_force.version = activity_state.version
where activity_state.year < year(activity_state.period)
    and activity_state.delivered_in_year > 0
