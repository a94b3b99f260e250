-- grain: one row a duty that says how long by halves, or by a term that there is not
select
    law_duty.duty,
    law_duty.since,
    law_duty.quantity,
    law_duty.time_unit,
    law_duty.term
from law_duty
where (law_duty.quantity is null) <> (law_duty.time_unit is null)
    or (
        law_duty.term is not null
        and law_duty.quantity is null
        and not exists (
            select 1
            from law_term
            where law_term.term = law_duty.term
        )
    )
