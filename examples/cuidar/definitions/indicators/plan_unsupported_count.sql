-- grain: one row a month end × activity of a plan version × part; delivered without a document number
-- «earlier» is for the plan of a later year: what of the plans before it, in force that day, still has no document number.
select
    activity_state.period,
    activity_state.year,
    activity_state.version,
    activity_state.activity,
    'own' as plan_part,
    activity_state.unsupported as numerator,
    null as denominator
from activity_state
where activity_state.in_plan
union all
select
    activity_state.period,
    activity_state.year,
    activity_state.version,
    activity_state.activity,
    'earlier' as plan_part,
    activity_state.unsupported as numerator,
    null as denominator
from activity_state
semi join version_in_force
    on version_in_force.period = activity_state.period
    and version_in_force.year = activity_state.year
    and version_in_force.version = activity_state.version
where activity_state.in_plan
    and activity_state.year < year(activity_state.period)
    and activity_state.unsupported > 0
