-- grain: one row a commitment of a register in a state at the cut-off
select
    commitment_state.id,
    commitment_state.systems,
    commitment_state.unit,
    commitment_state.due_on,
    case when commitment.done_on <= $cutoff then commitment.done_on end as done_on
from commitment_state
join commitment
    on commitment.register = commitment_state.register
    and commitment.id = commitment_state.id
where commitment_state.period = $cutoff
    and commitment_state.register = $register
    and commitment_state.state = $state
    and ($unit is null or commitment_state.unit = $unit)
    and ($system is null or commitment_state.systems is null or list_contains(string_split(commitment_state.systems, '/'), $system))
order by
    commitment_state.due_on,
    commitment_state.id
