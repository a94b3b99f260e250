-- grain: one row a month end × activity of a plan version (or that an earlier one had: not `in_plan`), cumulative since the January of its plan
-- After its December a plan goes on: `delivered_in_year` is what of it was delivered in the year of the month end.
with programmed as (
    select
        slot_state.period,
        slot_state.year,
        slot_state.version,
        slot_state.activity,
        count(*) filter (where slot_state.due_on <= slot_state.period) as due,
        count(*) filter (where slot_state.due_on <= slot_state.period and slot_state.state = 'on_time') as on_time,
        count(*) filter (where slot_state.state = 'overdue') as overdue
    from slot_state
    group by
        slot_state.period,
        slot_state.year,
        slot_state.version,
        slot_state.activity
),

delivered as (
    select
        plan_period.period,
        plan_period.year,
        accepted_deliverable.activity,
        count(*) as accepted,
        count(*) filter (where year(accepted_deliverable.delivered_on) = year(plan_period.period)) as accepted_in_year
    from plan_period
    join accepted_deliverable
        on accepted_deliverable.year = plan_period.year
        and accepted_deliverable.delivered_on <= plan_period.period
    group by
        plan_period.period,
        plan_period.year,
        accepted_deliverable.activity
),

unsupported as (
    select
        plan_period.period,
        plan_period.year,
        deliverable.activity,
        count(*) as without_document
    from plan_period
    join deliverable
        on deliverable.year = plan_period.year
        and deliverable.delivered_on <= plan_period.period
    where deliverable.state in ('delivered', 'validated')
        and deliverable.document_number is null
    group by
        plan_period.period,
        plan_period.year,
        deliverable.activity
)

select
    plan_period.period,
    activity_version.year,
    activity_version.version,
    activity_version.activity,
    activity_version.in_plan,
    plan_activity.target,
    coalesce(programmed.due, 0) as programmed,
    coalesce(delivered.accepted, 0) as delivered,
    coalesce(delivered.accepted_in_year, 0) as delivered_in_year,
    least(coalesce(delivered.accepted, 0), coalesce(programmed.due, 0)) as credited,
    coalesce(programmed.on_time, 0) as on_time,
    coalesce(programmed.overdue, 0) as overdue,
    coalesce(unsupported.without_document, 0) as unsupported
from plan_period
join activity_version on activity_version.year = plan_period.year
left join plan_activity
    on plan_activity.year = activity_version.year
    and plan_activity.version = activity_version.version
    and plan_activity.activity = activity_version.activity
left join programmed
    on programmed.period = plan_period.period
    and programmed.year = activity_version.year
    and programmed.version = activity_version.version
    and programmed.activity = activity_version.activity
left join delivered
    on delivered.period = plan_period.period
    and delivered.year = plan_period.year
    and delivered.activity = activity_version.activity
left join unsupported
    on unsupported.period = plan_period.period
    and unsupported.year = plan_period.year
    and unsupported.activity = activity_version.activity
