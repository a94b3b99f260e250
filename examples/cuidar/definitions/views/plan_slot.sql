-- grain: one row a programmed deliverable (version × activity × month × item), due on the last day of its month
select
    plan_schedule.year,
    plan_schedule.version,
    plan_schedule.activity,
    plan_schedule.month,
    unnest(range(1, plan_schedule.quantity + 1)) as item,
    last_day(make_date(plan_schedule.year, plan_schedule.month, 1)) as due_on
from plan_schedule
