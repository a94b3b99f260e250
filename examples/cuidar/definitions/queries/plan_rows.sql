-- grain: one row a programmed deliverable at the cut-off (`slot`), with the document that fills it, and one a document delivered by then (`document`), of the version that rules («own») and of those in force of the plans before it («earlier»)
with versions as (
    select
        activity_version.year,
        activity_version.version,
        activity_version.activity,
        activity_version.in_plan,
        plan_activity.target is not null as has_target,
        case when list_contains($own, activity_version.year || '.' || activity_version.version) then 'own' else 'earlier' end as plan_part
    from activity_version
    left join plan_activity
        on plan_activity.year = activity_version.year
        and plan_activity.version = activity_version.version
        and plan_activity.activity = activity_version.activity
    where list_contains($own, activity_version.year || '.' || activity_version.version)
        or list_contains($earlier, activity_version.year || '.' || activity_version.version)
),

slots as (
    select
        'slot' as what,
        versions.year,
        versions.version,
        versions.activity,
        versions.in_plan,
        versions.has_target,
        versions.plan_part,
        slot_state.month,
        slot_state.item,
        slot_state.due_on,
        slot_state.due_on <= slot_state.period as is_due,
        slot_state.state,
        slot_state.days_late,
        slot_state.delivered_month,
        slot_state.delivered_item
    from versions
    join slot_state
        on slot_state.year = versions.year
        and slot_state.version = versions.version
        and slot_state.activity = versions.activity
    where slot_state.period = $cutoff
),

documents as (
    select
        'document' as what,
        versions.year,
        versions.version,
        versions.activity,
        versions.in_plan,
        versions.has_target,
        versions.plan_part,
        deliverable.programmed_month as month,
        deliverable.item,
        null as due_on,
        false as is_due,
        case when deliverable.document_number is null then 'unsupported' else 'accepted' end as state,
        0 as days_late,
        deliverable.programmed_month as delivered_month,
        deliverable.item as delivered_item
    from versions
    join deliverable
        on deliverable.year = versions.year
        and deliverable.activity = versions.activity
    where deliverable.delivered_on <= $cutoff
        and deliverable.state in ('delivered', 'validated')
),

cube as (
    from slots
    union all by name
    from documents
)

select
    cube.what,
    cube.year,
    cube.version,
    cube.activity,
    cube.month,
    cube.item,
    cube.plan_part,
    cube.in_plan,
    cube.has_target,
    cube.due_on,
    cube.is_due,
    cube.state,
    cube.days_late as days,
    deliverable.delivered_on,
    year(deliverable.delivered_on) = year($cutoff) as in_year,
    deliverable.document_number,
    coalesce(deliverable._load, plan_schedule._load) as load,
    load_log.file,
    coalesce(deliverable._row, plan_schedule._row) as file_row
from cube
left join deliverable
    on deliverable.year = cube.year
    and deliverable.activity = cube.activity
    and deliverable.programmed_month = cube.delivered_month
    and deliverable.item = cube.delivered_item
left join plan_schedule
    on plan_schedule.year = cube.year
    and plan_schedule.version = cube.version
    and plan_schedule.activity = cube.activity
    and plan_schedule.month = cube.month
left join load_log on load_log.load = coalesce(deliverable._load, plan_schedule._load)
where (
        $unit is null
        or exists (
            select 1
            from slot_owner as owner
            where owner.year = cube.year
                and owner.version = cube.version
                and owner.activity = cube.activity
                and owner.month = cube.month
                and owner.item = cube.item
                and owner.unit = $unit
        )
    )
    and __filters__
order by
    cube.days_late desc,
    cube.due_on,
    cube.activity,
    cube.month,
    cube.item
