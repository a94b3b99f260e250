-- grain: one row a month end × systems × unit with an action opened by then and not cancelled
with actions as (
    select
        month_end.period,
        improvement_action.systems,
        improvement_action.unit,
        improvement_action.committed_on,
        improvement_action.implemented_on,
        improvement_action.committed_on <= month_end.period
            and (
                improvement_action.committed_on >= date_trunc('year', month_end.period)
                or improvement_action.implemented_on is null
                or improvement_action.implemented_on >= date_trunc('year', month_end.period)
            ) as is_due
    from month_end
    join improvement_action
        on improvement_action.opened_on <= month_end.period
        and (improvement_action.cancelled_on is null or improvement_action.cancelled_on > month_end.period)
)

select
    actions.period,
    actions.systems as system,
    actions.unit,
    count(*) filter (where actions.is_due and actions.implemented_on <= actions.committed_on) as numerator,
    count(*) filter (where actions.is_due) as denominator
from actions
group by
    actions.period,
    actions.systems,
    actions.unit
