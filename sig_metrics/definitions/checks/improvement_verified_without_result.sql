-- grain: one row an action with a verification date and no result, or verified before it was implemented
select
    improvement_action.action,
    improvement_action.unit,
    improvement_action.implemented_on,
    improvement_action.verified_on,
    improvement_action.effective
from improvement_action
where improvement_action.verified_on is not null
    and (improvement_action.effective is null or improvement_action.implemented_on is null)
