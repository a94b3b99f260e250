-- grain: one row an activity of a version that no system claims
select
    plan_activity.year,
    plan_activity.version,
    plan_activity.activity
from plan_activity
anti join activity_system
    on activity_system.year = plan_activity.year
    and activity_system.activity = plan_activity.activity
