-- grain: one row a requirement of the SGSST baseline planned for a month
select
    milestone_state.id,
    milestone_state.standard,
    milestone_state.clause,
    milestone_state.requirement,
    milestone_state.planned_on,
    case when milestone_state.is_done then milestone_state.implemented_on end as implemented_on
from milestone_state
where milestone_state.period = $cutoff
    and last_day(milestone_state.planned_on) = $month
order by
    milestone_state.planned_on,
    milestone_state.id
