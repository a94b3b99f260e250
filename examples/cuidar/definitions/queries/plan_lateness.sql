-- grain: one row a month of the year of the cut-off × deliverable of the version of the plan that rules then that was delivered by it, the latest first (negative days: ahead of its last day)
-- With a unit, what that unit owes.
select
    cube.period,
    cube.activity,
    cube.month,
    cube.item,
    cube.delivered_on - cube.due_on as days,
    cube.state,
    (
        select string_agg(owner.unit, '/' order by owner.place)
        from slot_owner as owner
        where owner.year = cube.year
            and owner.version = cube.version
            and owner.activity = cube.activity
            and owner.month = cube.month
            and owner.item = cube.item
    ) as units,
    plan_activity.title
from slot_state as cube
join plan_activity
    on plan_activity.year = cube.year
    and plan_activity.version = cube.version
    and plan_activity.activity = cube.activity
where cube.period between date_trunc('year', $cutoff::date) and $cutoff
    and list_contains($plans, strftime(cube.period, '%Y-%m') || '.' || cube.year || '.' || cube.version)
    and cube.delivered_on is not null
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
order by cube.period, days desc, cube.activity, cube.month, cube.item
