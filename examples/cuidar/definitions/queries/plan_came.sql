-- grain: one row a month of the year of the cut-off × document that counts, delivered after a day and by that month, of the plans of that month, the oldest first: the slot that it fills and who owed it
-- One that fills none («extra») keeps the month that it names. With a unit, what that unit owed.
with arrived as (
    select
        month_end.period,
        plan_version.year,
        plan_version.version,
        accepted_deliverable.activity,
        accepted_deliverable.programmed_month,
        accepted_deliverable.item,
        accepted_deliverable.delivered_on
    from accepted_deliverable
    join plan_version on plan_version.year = accepted_deliverable.year
    join month_end on month_end.period >= accepted_deliverable.delivered_on
    where accepted_deliverable.delivered_on > $since
        and month_end.period between date_trunc('year', $cutoff::date) and $cutoff
        and list_contains($plans, strftime(month_end.period, '%Y-%m') || '.' || plan_version.year || '.' || plan_version.version)
)

select
    cube.period,
    cube.year,
    cube.activity,
    coalesce(slot_state.month, cube.programmed_month) as month,
    coalesce(slot_state.item, cube.item) as item,
    cube.delivered_on,
    coalesce(slot_state.state, 'extra') as state,
    coalesce(slot_state.days_late, 0) as days_late,
    (
        select string_agg(owner.unit, '/' order by owner.place)
        from slot_owner as owner
        where owner.year = cube.year
            and owner.version = cube.version
            and owner.activity = cube.activity
            and owner.month = cube.programmed_month
            and owner.item = cube.item
    ) as units,
    coalesce(plan_activity.deliverable, '') as deliverable,
    coalesce(deliverable.name, '') as name
from arrived as cube
join deliverable
    on deliverable.year = cube.year
    and deliverable.activity = cube.activity
    and deliverable.programmed_month = cube.programmed_month
    and deliverable.item = cube.item
left join plan_activity
    on plan_activity.year = cube.year
    and plan_activity.version = cube.version
    and plan_activity.activity = cube.activity
left join slot_state
    on slot_state.period = cube.period
    and slot_state.year = cube.year
    and slot_state.version = cube.version
    and slot_state.activity = cube.activity
    and slot_state.delivered_month = cube.programmed_month
    and slot_state.delivered_item = cube.item
where __filters__
    and (
        $unit is null
        or exists (
            select 1
            from slot_owner as owner
            where owner.year = cube.year
                and owner.version = cube.version
                and owner.activity = cube.activity
                and owner.month = cube.programmed_month
                and owner.item = cube.item
                and owner.unit = $unit
        )
    )
order by cube.period, cube.delivered_on, cube.activity, cube.item
