-- grain: one row a programmed deliverable of an activity with the document that answers for it, and one a document that fills no slot («extra»)
-- An unfilled slot shows the document that names it and was not accepted, and without any it came in the file of the plan.
-- With a unit, what that unit owes.
with slots as (
    select
        slot_state.month,
        slot_state.item,
        slot_state.due_on,
        slot_state.state,
        slot_state.days_late,
        slot_state.delivered_month,
        slot_state.delivered_item
    from slot_state
    where slot_state.period = $cutoff
        and slot_state.year = $year
        and slot_state.version = $version
        and slot_state.activity = $activity
        and (
            $unit is null
            or exists (
                select 1
                from slot_owner as owner
                where owner.year = slot_state.year
                    and owner.version = slot_state.version
                    and owner.activity = slot_state.activity
                    and owner.month = slot_state.month
                    and owner.item = slot_state.item
                    and owner.unit = $unit
            )
        )
),

documents as (
    select
        deliverable.year,
        deliverable.activity,
        deliverable.programmed_month,
        deliverable.item,
        deliverable.name,
        deliverable.unit,
        deliverable.delivered_on,
        deliverable.document_type,
        deliverable.document_number,
        case
            when deliverable.state = 'in_progress' then 'in_progress'
            when deliverable.document_number is null then 'unsupported'
            else ''
        end as support,
        deliverable.evidence,
        deliverable.note,
        deliverable._load,
        deliverable._row
    from deliverable
    where deliverable.year = $year
        and deliverable.activity = $activity
        and (deliverable.delivered_on <= $cutoff or deliverable.delivered_on is null)
)

select
    coalesce(slots.month, documents.programmed_month) as month,
    coalesce(slots.item, documents.item) as item,
    slots.due_on,
    coalesce(slots.state, 'extra') as state,
    coalesce(slots.days_late, 0) as days_late,
    coalesce(documents.support, '') as support,
    documents.delivered_on,
    documents.programmed_month as delivered_month,
    documents.name,
    documents.unit,
    documents.document_type,
    documents.document_number,
    documents.evidence,
    documents.note,
    coalesce(documents._load, plan_schedule._load) as load,
    load_log.file,
    coalesce(documents._row, plan_schedule._row) as file_row
from slots
full join documents
    on documents.programmed_month = coalesce(slots.delivered_month, slots.month)
    and documents.item = coalesce(slots.delivered_item, slots.item)
    and (slots.delivered_month is not null) = (documents.support = '')
left join plan_schedule
    on plan_schedule.year = $year
    and plan_schedule.version = $version
    and plan_schedule.activity = $activity
    and plan_schedule.month = slots.month
left join load_log on load_log.load = coalesce(documents._load, plan_schedule._load)
where ($month is null or coalesce(slots.month, documents.programmed_month) = $month or documents.programmed_month = $month)
    and (
        slots.item is not null
        or (
            $unit is null
            or exists (
                select 1
                from slot_owner as owner
                where owner.year = documents.year
                    and owner.version = $version
                    and owner.activity = documents.activity
                    and owner.month = documents.programmed_month
                    and owner.item = documents.item
                    and owner.unit = $unit
            )
        )
    )
order by month, item, slots.due_on nulls last
