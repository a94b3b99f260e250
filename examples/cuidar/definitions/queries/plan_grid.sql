-- grain: one row an activity of a version of the plan, in order, with its totals at the cut-off
select
    cube.activity,
    plan_activity.stage,
    plan_activity.line,
    plan_activity.units,
    plan_activity.title,
    plan_activity.deliverable,
    plan_activity.target,
    cube.programmed,
    cube.credited,
    cube.delivered,
    cube.overdue,
    cube.on_time,
    cube.unsupported
from __totals__ as cube
join plan_activity
    on plan_activity.year = cube.year
    and plan_activity.version = cube.version
    and plan_activity.activity = cube.activity
where cube.period = $cutoff
    and cube.year = $year
    and cube.version = $version
    and __filters__
order by cube.activity
