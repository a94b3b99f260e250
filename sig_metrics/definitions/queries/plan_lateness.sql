-- grain: one row a deliverable of a version of the plan that was delivered by the cut-off, the latest first (negative days: ahead of its last day)
-- With a unit, what that unit owes.
select
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
where cube.period = $cutoff
    and cube.year = $year
    and cube.version = $version
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
order by days desc, cube.activity
