-- grain: one row a month of the year of the cut-off × deliverable of the plans of that month that is overdue then, the oldest first, with who owes it
-- `unsupported_on` is the day when it was delivered without a number, if it was. With a unit, what that unit owes.
select
    cube.period,
    cube.year,
    cube.activity,
    cube.month,
    cube.item,
    cube.due_on,
    cube.days_late,
    (
        select string_agg(owner.unit, '/' order by owner.place)
        from slot_owner as owner
        where owner.year = cube.year
            and owner.version = cube.version
            and owner.activity = cube.activity
            and owner.month = cube.month
            and owner.item = cube.item
    ) as units,
    plan_activity.stage,
    plan_activity.deliverable,
    plan_activity.title,
    bare.delivered_on as unsupported_on,
    bare.name
from slot_state as cube
join plan_activity
    on plan_activity.year = cube.year
    and plan_activity.version = cube.version
    and plan_activity.activity = cube.activity
left join deliverable as bare
    on bare.year = cube.year
    and bare.activity = cube.activity
    and bare.programmed_month = cube.month
    and bare.item = cube.item
    and bare.document_number is null
    and bare.delivered_on <= cube.period
    and bare.state in ('delivered', 'validated')
where cube.period between date_trunc('year', $cutoff::date) and $cutoff
    and list_contains($plans, strftime(cube.period, '%Y-%m') || '.' || cube.year || '.' || cube.version)
    and cube.state = 'overdue'
    and __filters__
    and (
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
order by cube.period, cube.due_on, cube.activity, cube.item
