-- grain: one row a month with verifications × systems × unit
select
    last_day(improvement_action.verified_on) as period,
    improvement_action.systems as system,
    improvement_action.unit,
    count(*) filter (where improvement_action.effective = 'yes') as numerator,
    count(*) as denominator
from improvement_action
where improvement_action.verified_on is not null
    and improvement_action.effective is not null
group by
    last_day(improvement_action.verified_on),
    improvement_action.systems,
    improvement_action.unit
