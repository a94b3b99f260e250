-- grain: one row an indicator of the plan's advance × month end × activity of a plan version × unit that answers for something of it
-- What the cube says of the whole activity, said of what each unit owes: parts of units that answer together are not to be added.
select
    'plan_programmed_count' as indicator,
    unit_state.period,
    unit_state.version,
    unit_state.activity,
    unit_state.unit,
    unit_state.programmed::double as numerator,
    null::double as denominator
from unit_state
union all
select
    'plan_delivered_count' as indicator,
    unit_state.period,
    unit_state.version,
    unit_state.activity,
    unit_state.unit,
    unit_state.delivered::double as numerator,
    null::double as denominator
from unit_state
union all
select
    'plan_delivered_uncapped_rate' as indicator,
    unit_state.period,
    unit_state.version,
    unit_state.activity,
    unit_state.unit,
    unit_state.delivered::double as numerator,
    unit_state.programmed::double as denominator
from unit_state
where unit_state.target is not null
union all
select
    'plan_delivered_rate' as indicator,
    unit_state.period,
    unit_state.version,
    unit_state.activity,
    unit_state.unit,
    unit_state.credited::double as numerator,
    unit_state.programmed::double as denominator
from unit_state
union all
select
    'plan_on_time_rate' as indicator,
    unit_state.period,
    unit_state.version,
    unit_state.activity,
    unit_state.unit,
    unit_state.on_time::double as numerator,
    unit_state.programmed::double as denominator
from unit_state
union all
select
    'plan_overdue_count' as indicator,
    unit_state.period,
    unit_state.version,
    unit_state.activity,
    unit_state.unit,
    unit_state.overdue::double as numerator,
    null::double as denominator
from unit_state
union all
select
    'plan_unsupported_count' as indicator,
    unit_state.period,
    unit_state.version,
    unit_state.activity,
    unit_state.unit,
    unit_state.unsupported::double as numerator,
    null::double as denominator
from unit_state
union all
select
    'plan_activities_current_rate' as indicator,
    unit_state.period,
    unit_state.version,
    unit_state.activity,
    unit_state.unit,
    (case when unit_state.credited = unit_state.programmed then 1 else 0 end)::double as numerator,
    1::double as denominator
from unit_state
where unit_state.programmed > 0
