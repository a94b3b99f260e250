-- grain: one row a month end × activity of a plan version (or that an earlier one had: not `in_plan`) × unit that answers for something of it
-- Cumulative since the January of its plan.
-- As activity_state, of what each unit owes (slot_owner): what several answer for together counts for each of them.
with programmed as (
    select
        slot_state.period,
        slot_state.year,
        slot_state.version,
        slot_state.activity,
        slot_owner.unit,
        count(*) filter (where slot_state.due_on <= slot_state.period) as due,
        count(*) filter (where slot_state.due_on <= slot_state.period and slot_state.state in ('on_time', 'late')) as filled,
        count(*) filter (where slot_state.due_on <= slot_state.period and slot_state.state = 'on_time') as on_time,
        count(*) filter (where slot_state.state = 'overdue') as overdue,
        max(slot_state.days_late) filter (where slot_state.state = 'overdue') as oldest_days
    from slot_state
    join slot_owner
        on slot_owner.year = slot_state.year
        and slot_owner.version = slot_state.version
        and slot_owner.activity = slot_state.activity
        and slot_owner.month = slot_state.month
        and slot_owner.item = slot_state.item
    group by
        slot_state.period,
        slot_state.year,
        slot_state.version,
        slot_state.activity,
        slot_owner.unit
),

documents as (
    select
        plan_period.period,
        slot_owner.year,
        slot_owner.version,
        slot_owner.activity,
        slot_owner.unit,
        count(*) filter (where deliverable.document_number is not null) as accepted,
        count(*) filter (
            where deliverable.document_number is not null
                and year(deliverable.delivered_on) = year(plan_period.period)
        ) as accepted_in_year,
        count(*) filter (where deliverable.document_number is null) as without_document
    from plan_period
    join deliverable
        on deliverable.year = plan_period.year
        and deliverable.delivered_on <= plan_period.period
        and deliverable.state in ('delivered', 'validated')
    join slot_owner
        on slot_owner.year = deliverable.year
        and slot_owner.activity = deliverable.activity
        and slot_owner.month = deliverable.programmed_month
        and slot_owner.item = deliverable.item
    group by
        plan_period.period,
        slot_owner.year,
        slot_owner.version,
        slot_owner.activity,
        slot_owner.unit
),

units as (
    select
        activity_version.year,
        activity_version.version,
        activity_version.activity,
        activity_version.in_plan,
        plan_activity.target,
        unnest(string_split(plan_activity.units, '/')) as unit
    from activity_version
    join plan_activity
        on plan_activity.year = activity_version.year
        and plan_activity.version = activity_version.described_by
        and plan_activity.activity = activity_version.activity
)

select
    plan_period.period,
    units.year,
    units.version,
    units.activity,
    units.unit,
    units.in_plan,
    units.target,
    coalesce(programmed.due, 0) as programmed,
    coalesce(documents.accepted, 0) as delivered,
    coalesce(documents.accepted_in_year, 0) as delivered_in_year,
    coalesce(programmed.filled, 0) as credited,
    coalesce(programmed.on_time, 0) as on_time,
    coalesce(programmed.overdue, 0) as overdue,
    programmed.oldest_days,
    coalesce(documents.without_document, 0) as unsupported
from plan_period
join units on units.year = plan_period.year
left join programmed
    on programmed.period = plan_period.period
    and programmed.year = units.year
    and programmed.version = units.version
    and programmed.activity = units.activity
    and programmed.unit = units.unit
left join documents
    on documents.period = plan_period.period
    and documents.year = units.year
    and documents.version = units.version
    and documents.activity = units.activity
    and documents.unit = units.unit
