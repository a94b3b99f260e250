-- grain: one row a month of the year of the cut-off × register × state at its end of what fell or falls due in the year
select
    commitment_state.period,
    commitment_state.register,
    commitment_state.state,
    count(*) as count
from commitment_state
where commitment_state.period between date_trunc('year', $cutoff::date) and $cutoff
    and list_contains($registers, commitment_state.register)
    and ($unit is null or commitment_state.unit = $unit)
    and ($system is null or commitment_state.systems is null or list_contains(string_split(commitment_state.systems, '/'), $system))
group by all
