-- grain: one row a term × the days it rules, in any unit: the newest row in force that day; when it ends, one before it that nobody closed rules again
with edges as (
    select
        law_term.term,
        law_term.since as day
    from law_term
    union
    select
        law_term.term,
        law_term.until + 1 as day
    from law_term
    where law_term.until is not null
),

pieces as (
    select
        edges.term,
        edges.day as valid_from,
        lead(edges.day) over (partition by edges.term order by edges.day) - 1 as valid_until
    from edges
)

select
    pieces.term,
    arg_max(law_term.quantity, law_term.since) as quantity,
    arg_max(law_term.unit, law_term.since) as unit,
    pieces.valid_from,
    pieces.valid_until
from pieces
join law_term
    on law_term.term = pieces.term
    and law_term.since <= pieces.valid_from
    and (law_term.until is null or law_term.until >= pieces.valid_from)
group by
    pieces.term,
    pieces.valid_from,
    pieces.valid_until
