-- grain: one row a month end × finding overdue that day
select
    commitment_state.period,
    commitment_state.systems as system,
    commitment_state.unit,
    commitment_state.kind,
    commitment_state.id,
    commitment_state.due_on
from commitment_state
where commitment_state.register = 'finding'
    and commitment_state.state = 'overdue'
