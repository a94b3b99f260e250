-- grain: one row a document in force at the cut-off, of a kind and with its review ahead or overdue
select
    document_state.code,
    document_state.version,
    document_state.title,
    document_state.systems,
    document_state.unit,
    document_state.approved_on,
    document_state.next_review_on
from document_state
where document_state.period = $cutoff
    and document_state.kind = $kind
    and document_state.state = $state
    and ($unit is null or document_state.unit = $unit)
    and ($system is null or document_state.systems is null or list_contains(string_split(document_state.systems, '/'), $system))
order by
    document_state.next_review_on nulls first,
    document_state.code,
    document_state.version
