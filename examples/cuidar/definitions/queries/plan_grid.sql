-- grain: one row a month of the year of the cut-off × activity of the version of the plan that rules then, in order, with its totals at its end
select
    cube.period,
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
where cube.period between date_trunc('year', $cutoff::date) and $cutoff
    and list_contains($plans, strftime(cube.period, '%Y-%m') || '.' || cube.year || '.' || cube.version)
    and __filters__
order by cube.period, cube.activity
