-- grain: one row a month of the year of the cut-off × kind × state of their review of the documents in force at its end
select
    document_state.period,
    document_state.kind,
    document_state.state,
    count(*) as count
from document_state
where document_state.period between date_trunc('year', $cutoff::date) and $cutoff
    and ($unit is null or document_state.unit = $unit)
    and ($system is null or document_state.systems is null or list_contains(string_split(document_state.systems, '/'), $system))
group by all
