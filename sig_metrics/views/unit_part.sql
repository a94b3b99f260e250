-- grain: one row an indicator of the plan's advance × month end × activity of a plan version × unit that answers for something of it × part
-- What the cube and its backlog say of the whole activity, said of what each unit owes: parts of units that answer together are not
-- to be added. «earlier», as in the cube, is for the plan of a later year: what the plans before it, in force that day, still owe.
select
    'plan_programmed_count' as indicator,
    unit_state.period,
    unit_state.year,
    unit_state.version,
    unit_state.activity,
    unit_state.unit,
    'own' as plan_part,
    unit_state.programmed::double as numerator,
    null::double as denominator,
    null::double as cases,
    null::bigint as overdue,
    null::bigint as oldest_days
from unit_state
union all
select
    'plan_delivered_uncapped_rate' as indicator,
    unit_state.period,
    unit_state.year,
    unit_state.version,
    unit_state.activity,
    unit_state.unit,
    'own' as plan_part,
    unit_state.delivered::double as numerator,
    unit_state.programmed::double as denominator,
    null::double as cases,
    null::bigint as overdue,
    null::bigint as oldest_days
from unit_state
where unit_state.target is not null
union all
select
    'plan_delivered_rate' as indicator,
    unit_state.period,
    unit_state.year,
    unit_state.version,
    unit_state.activity,
    unit_state.unit,
    'own' as plan_part,
    unit_state.credited::double as numerator,
    unit_state.programmed::double as denominator,
    null::double as cases,
    null::bigint as overdue,
    null::bigint as oldest_days
from unit_state
union all
select
    'plan_on_time_rate' as indicator,
    unit_state.period,
    unit_state.year,
    unit_state.version,
    unit_state.activity,
    unit_state.unit,
    'own' as plan_part,
    unit_state.on_time::double as numerator,
    unit_state.programmed::double as denominator,
    null::double as cases,
    unit_state.overdue as overdue,
    unit_state.oldest_days as oldest_days
from unit_state
union all
select
    'plan_activities_current_rate' as indicator,
    unit_state.period,
    unit_state.year,
    unit_state.version,
    unit_state.activity,
    unit_state.unit,
    'own' as plan_part,
    (case when unit_state.credited = unit_state.programmed then 1 else 0 end)::double as numerator,
    1::double as denominator,
    null::double as cases,
    null::bigint as overdue,
    null::bigint as oldest_days
from unit_state
where unit_state.programmed > 0
union all
select
    'plan_delivered_count' as indicator,
    unit_state.period,
    unit_state.year,
    unit_state.version,
    unit_state.activity,
    unit_state.unit,
    'own' as plan_part,
    unit_state.delivered::double as numerator,
    null::double as denominator,
    null::double as cases,
    null::bigint as overdue,
    null::bigint as oldest_days
from unit_state
union all
select
    'plan_delivered_count' as indicator,
    unit_state.period,
    unit_state.year,
    unit_state.version,
    unit_state.activity,
    unit_state.unit,
    'earlier' as plan_part,
    unit_state.delivered_in_year::double as numerator,
    null::double as denominator,
    null::double as cases,
    null::bigint as overdue,
    null::bigint as oldest_days
from unit_state
semi join version_in_force
    on version_in_force.period = unit_state.period
    and version_in_force.year = unit_state.year
    and version_in_force.version = unit_state.version
where unit_state.year < year(unit_state.period)
    and unit_state.delivered_in_year > 0
union all
select
    'plan_overdue_count' as indicator,
    unit_state.period,
    unit_state.year,
    unit_state.version,
    unit_state.activity,
    unit_state.unit,
    'own' as plan_part,
    unit_state.overdue::double as numerator,
    null::double as denominator,
    null::double as cases,
    null::bigint as overdue,
    null::bigint as oldest_days
from unit_state
union all
select
    'plan_overdue_count' as indicator,
    unit_state.period,
    unit_state.year,
    unit_state.version,
    unit_state.activity,
    unit_state.unit,
    'earlier' as plan_part,
    unit_state.overdue::double as numerator,
    null::double as denominator,
    null::double as cases,
    null::bigint as overdue,
    null::bigint as oldest_days
from unit_state
semi join version_in_force
    on version_in_force.period = unit_state.period
    and version_in_force.year = unit_state.year
    and version_in_force.version = unit_state.version
where unit_state.year < year(unit_state.period)
    and unit_state.overdue > 0
union all
select
    'plan_unsupported_count' as indicator,
    unit_state.period,
    unit_state.year,
    unit_state.version,
    unit_state.activity,
    unit_state.unit,
    'own' as plan_part,
    unit_state.unsupported::double as numerator,
    null::double as denominator,
    null::double as cases,
    null::bigint as overdue,
    null::bigint as oldest_days
from unit_state
union all
select
    'plan_unsupported_count' as indicator,
    unit_state.period,
    unit_state.year,
    unit_state.version,
    unit_state.activity,
    unit_state.unit,
    'earlier' as plan_part,
    unit_state.unsupported::double as numerator,
    null::double as denominator,
    null::double as cases,
    null::bigint as overdue,
    null::bigint as oldest_days
from unit_state
semi join version_in_force
    on version_in_force.period = unit_state.period
    and version_in_force.year = unit_state.year
    and version_in_force.version = unit_state.version
where unit_state.year < year(unit_state.period)
    and unit_state.unsupported > 0
