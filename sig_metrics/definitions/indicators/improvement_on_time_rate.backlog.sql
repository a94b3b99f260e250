-- grain: one row a month end × improvement action overdue that day
select
    commitment_state.period,
    commitment_state.systems as system,
    commitment_state.unit,
    commitment_state.id,
    commitment_state.due_on
from commitment_state
where commitment_state.register = 'improvement_action'
    and commitment_state.state = 'overdue'
