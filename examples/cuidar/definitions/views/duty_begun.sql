-- grain: one row a version of the plan, whose approval begins a duty; no register says whether it was told
select
    'plan_publication' as event,
    'plan_version' as register,
    plan_version.year || '|' || plan_version.version as key,
    null as ut,
    plan_version.approved_on as day,
    plan_version.approved_on::timestamp as happened_at,
    null::timestamp as done_at,
    false as is_timed,
    false as is_answered
from plan_version
