-- grain: one row an activity × month of a version of the plan with something programmed
select
    plan_schedule.activity,
    plan_schedule.month,
    plan_schedule.quantity
from plan_schedule
where plan_schedule.year = $year
    and plan_schedule.version = $version
