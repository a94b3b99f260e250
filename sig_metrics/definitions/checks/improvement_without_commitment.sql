-- grain: one row an action without a commitment date that is neither implemented nor cancelled
select
    improvement_action.action,
    improvement_action.unit,
    improvement_action.opened_on
from improvement_action
where improvement_action.committed_on is null
    and improvement_action.implemented_on is null
    and improvement_action.cancelled_on is null
