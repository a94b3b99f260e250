-- grain: one row a kind × state of their review of the documents in force at the cut-off
select
    document_state.kind,
    document_state.state,
    count(*) as count
from document_state
where document_state.period = $cutoff
    and ($unit is null or document_state.unit = $unit)
    and ($system is null or document_state.systems is null or list_contains(string_split(document_state.systems, '/'), $system))
group by all
