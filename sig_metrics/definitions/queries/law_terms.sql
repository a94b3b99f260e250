-- grain: one row a term as it is written, with where it comes from: the program or what was loaded
select
    law_term.term,
    law_term.title,
    law_term.quantity,
    law_term.unit,
    law_term.since,
    law_term.until,
    law_term.basis,
    law_term.norm,
    law_term.origin
from law_term
order by law_term.term, law_term.since
