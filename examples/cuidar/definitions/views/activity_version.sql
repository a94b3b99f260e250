-- grain: one row a plan version × activity that it has, or that an earlier version of its year had: the version whose words describe it
-- What was delivered of an activity that a version took out was delivered all the same.
select
    ruling.year,
    ruling.version,
    plan_activity.activity,
    bool_or(plan_activity.version = ruling.version) as in_plan,
    arg_max(
        plan_activity.version,
        case when plan_activity.version = ruling.version then '1' else '0' end
        || strftime(earlier.approved_on, '%Y%m%d') || earlier.version
    ) as described_by
from plan_version as ruling
join plan_version as earlier
    on earlier.year = ruling.year
    and (
        earlier.version = ruling.version
        or earlier.approved_on < ruling.approved_on
        or (earlier.approved_on = ruling.approved_on and earlier.version < ruling.version)
    )
join plan_activity
    on plan_activity.year = earlier.year
    and plan_activity.version = earlier.version
group by
    ruling.year,
    ruling.version,
    plan_activity.activity
