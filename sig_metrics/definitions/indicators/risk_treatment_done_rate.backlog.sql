-- grain: one row a month end × risk treatment overdue that day
select
    commitment_state.period,
    commitment_state.systems as system,
    commitment_state.unit,
    commitment_state.id,
    commitment_state.due_on
from commitment_state
where commitment_state.register = 'risk_treatment'
    and commitment_state.state = 'overdue'
