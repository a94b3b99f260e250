-- grain: one row a parameter × the days it rules: the newest row in force that day, as with terms
with edges as (
    select
        law_parameter.parameter,
        law_parameter.since as day
    from law_parameter
    union
    select
        law_parameter.parameter,
        law_parameter.until + 1 as day
    from law_parameter
    where law_parameter.until is not null
),

pieces as (
    select
        edges.parameter,
        edges.day as valid_from,
        lead(edges.day) over (partition by edges.parameter order by edges.day) - 1 as valid_until
    from edges
)

select
    pieces.parameter,
    arg_max(law_parameter.value, law_parameter.since) as value,
    pieces.valid_from,
    pieces.valid_until
from pieces
join law_parameter
    on law_parameter.parameter = pieces.parameter
    and law_parameter.since <= pieces.valid_from
    and (law_parameter.until is null or law_parameter.until >= pieces.valid_from)
group by
    pieces.parameter,
    pieces.valid_from,
    pieces.valid_until
