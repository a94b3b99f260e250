-- grain: one row a term in working days × the days it rules; a newer row ends the one before it, even if nobody closed that one
select
    legal_term.term,
    legal_term.quantity,
    legal_term.since as valid_from,
    least(
        legal_term.until,
        lead(legal_term.since) over (partition by legal_term.term order by legal_term.since) - 1
    ) as valid_until
from legal_term
where legal_term.unit = 'working_days'
