-- grain: one row a term as it is written (term × first day): the store's own, then the program's
select
    legal_term.term,
    legal_term.title,
    legal_term.quantity,
    legal_term.unit,
    legal_term.since,
    legal_term.until,
    legal_term.basis,
    legal_term.norm,
    'store' as origin
from legal_term
union all
select
    program_legal_term.term,
    program_legal_term.title,
    program_legal_term.quantity,
    program_legal_term.unit,
    program_legal_term.since,
    program_legal_term.until,
    program_legal_term.basis,
    program_legal_term.norm,
    'program' as origin
from program_legal_term
anti join legal_term
    on legal_term.term = program_legal_term.term
    and legal_term.since = program_legal_term.since
