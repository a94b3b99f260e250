-- grain: one row a month end × agreement overdue that day
select
    commitment_state.period,
    commitment_state.unit,
    commitment_state.kind,
    commitment_state.id,
    commitment_state.due_on
from commitment_state
where commitment_state.register = 'agreement'
    and commitment_state.state = 'overdue'
