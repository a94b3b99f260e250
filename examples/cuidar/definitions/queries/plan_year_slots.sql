-- grain: one row a deliverable that a version of the plan programs in its year, in the order of the plan, with who owes it
select
    cube.activity,
    cube.month,
    cube.item,
    cube.due_on,
    (
        select string_agg(owner.unit, '/' order by owner.place)
        from slot_owner as owner
        where owner.year = cube.year
            and owner.version = cube.version
            and owner.activity = cube.activity
            and owner.month = cube.month
            and owner.item = cube.item
    ) as units,
    plan_activity.deliverable
from plan_slot as cube
join plan_activity
    on plan_activity.year = cube.year
    and plan_activity.version = cube.version
    and plan_activity.activity = cube.activity
where cube.year = $year
    and cube.version = $version
    and __filters__
order by cube.activity, cube.month, cube.item
