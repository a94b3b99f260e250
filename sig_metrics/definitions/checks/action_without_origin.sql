-- grain: one row an action that does not say what it answers, opened since the first that does
with since as (
    select min(improvement_action.opened_on) as opened_on
    from improvement_action
    where improvement_action.answers is not null
)

select
    improvement_action.action,
    improvement_action.origin,
    improvement_action.unit,
    improvement_action.opened_on
from improvement_action
cross join since
where improvement_action.answers is null
    and improvement_action.cancelled_on is null
    and improvement_action.opened_on >= since.opened_on
