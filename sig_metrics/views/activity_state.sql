-- grain: one row a month end × activity of a plan version, cumulative within the year
with programmed as (
    select
        slot_state.period,
        slot_state.version,
        slot_state.activity,
        count(*) filter (where slot_state.due_on <= slot_state.period) as due,
        count(*) filter (where slot_state.due_on <= slot_state.period and slot_state.state = 'on_time') as on_time,
        count(*) filter (where slot_state.state = 'overdue') as overdue
    from slot_state
    group by
        slot_state.period,
        slot_state.version,
        slot_state.activity
),

delivered as (
    select
        plan_period.period,
        accepted_deliverable.activity,
        count(*) as accepted
    from plan_period
    join accepted_deliverable
        on accepted_deliverable.year = plan_period.year
        and accepted_deliverable.delivered_on <= plan_period.period
    group by
        plan_period.period,
        accepted_deliverable.activity
),

unsupported as (
    select
        plan_period.period,
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
        deliverable.activity
)

select
    plan_period.period,
    plan_activity.year,
    plan_activity.version,
    plan_activity.activity,
    plan_activity.target,
    coalesce(programmed.due, 0) as programmed,
    coalesce(delivered.accepted, 0) as delivered,
    least(coalesce(delivered.accepted, 0), coalesce(programmed.due, 0)) as credited,
    coalesce(programmed.on_time, 0) as on_time,
    coalesce(programmed.overdue, 0) as overdue,
    coalesce(unsupported.without_document, 0) as unsupported
from plan_period
join plan_activity on plan_activity.year = plan_period.year
left join programmed
    on programmed.period = plan_period.period
    and programmed.version = plan_activity.version
    and programmed.activity = plan_activity.activity
left join delivered
    on delivered.period = plan_period.period
    and delivered.activity = plan_activity.activity
left join unsupported
    on unsupported.period = plan_period.period
    and unsupported.activity = plan_activity.activity
