-- grain: one row a paper of a version of the plan that is not there
select
    plan_paper.year,
    plan_paper.version,
    plan_paper.kind,
    plan_paper.number
from plan_paper
anti join plan_version
    on plan_version.year = plan_paper.year
    and plan_version.version = plan_paper.version
