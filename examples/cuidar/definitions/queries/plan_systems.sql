-- grain: one row an activity of the plan of a year × system that it serves
select
    activity_system.activity,
    activity_system.system
from activity_system
where activity_system.year = $year
