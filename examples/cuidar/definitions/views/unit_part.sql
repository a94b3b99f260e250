-- grain: one row an indicator of the plan's advance × month end × activity of a plan version × unit that answers for something of it × part
-- What the cube and its backlog say of the whole activity, said of what each unit owes: parts of units that answer together are not
-- to be added. «earlier», as in the cube, is for the plan of a later year: what the plans before it, in force that day, still owe.
with own as (
    select
        unit_state.period,
        unit_state.year,
        unit_state.version,
        unit_state.activity,
        unit_state.unit,
        'own' as plan_part,
        unit_state.overdue as past_due,
        unit_state.oldest_days,
        unnest([
            {'indicator': 'plan_programmed_count', 'n': unit_state.programmed, 'd': null, 'holds': unit_state.in_plan},
            {'indicator': 'plan_delivered_count', 'n': unit_state.delivered, 'd': null, 'holds': true},
            {'indicator': 'plan_overdue_count', 'n': unit_state.overdue, 'd': null, 'holds': unit_state.in_plan},
            {'indicator': 'plan_unsupported_count', 'n': unit_state.unsupported, 'd': null, 'holds': unit_state.in_plan},
            {'indicator': 'plan_delivered_rate', 'n': unit_state.credited, 'd': unit_state.programmed, 'holds': unit_state.in_plan},
            {'indicator': 'plan_on_time_rate', 'n': unit_state.on_time, 'd': unit_state.programmed, 'holds': unit_state.in_plan},
            {'indicator': 'plan_delivered_uncapped_rate', 'n': unit_state.delivered, 'd': unit_state.programmed, 'holds': unit_state.in_plan and unit_state.target is not null},
            {'indicator': 'plan_activities_current_rate', 'n': (unit_state.credited = unit_state.programmed)::bigint, 'd': 1, 'holds': unit_state.in_plan and unit_state.programmed > 0}
        ]) as part
    from unit_state
),

earlier as (
    select
        unit_state.period,
        unit_state.year,
        unit_state.version,
        unit_state.activity,
        unit_state.unit,
        'earlier' as plan_part,
        unit_state.overdue as past_due,
        unit_state.oldest_days,
        unnest([
            {'indicator': 'plan_delivered_count', 'n': unit_state.delivered_in_year, 'd': null, 'holds': unit_state.delivered_in_year > 0},
            {'indicator': 'plan_overdue_count', 'n': unit_state.overdue, 'd': null, 'holds': unit_state.overdue > 0},
            {'indicator': 'plan_unsupported_count', 'n': unit_state.unsupported, 'd': null, 'holds': unit_state.in_plan and unit_state.unsupported > 0}
        ]) as part
    from unit_state
    semi join version_in_force
        on version_in_force.period = unit_state.period
        and version_in_force.year = unit_state.year
        and version_in_force.version = unit_state.version
    where unit_state.year < year(unit_state.period)
),

parts as (
    select
        own.period,
        own.year,
        own.version,
        own.activity,
        own.unit,
        own.plan_part,
        own.past_due,
        own.oldest_days,
        own.part
    from own
    union all
    select
        earlier.period,
        earlier.year,
        earlier.version,
        earlier.activity,
        earlier.unit,
        earlier.plan_part,
        earlier.past_due,
        earlier.oldest_days,
        earlier.part
    from earlier
)

select
    parts.part.indicator,
    parts.period,
    parts.year,
    parts.version,
    parts.activity,
    parts.unit,
    parts.plan_part,
    parts.part.n::double as numerator,
    parts.part.d::double as denominator,
    null::double as cases,
    case when parts.part.indicator = 'plan_on_time_rate' then parts.past_due end as overdue,
    case when parts.part.indicator = 'plan_on_time_rate' then parts.oldest_days end as oldest_days
from parts
where parts.part.holds
