-- grain: one row a period × group × part of it, the smaller groups together (`others`): its rows and its measure
with cells as materialized (
    select
        __columns__
    from __register__
    where __filters__
    group by all
),

pieces as (
    select
        cells.piece,
        row_number() over (
            order by
                sum(cells.weight) desc,
                cells.piece
        ) as place
    from cells
    where cells.piece is not null
    group by cells.piece
),

parts as (
    select
        cells.part,
        row_number() over (
            order by
                sum(cells.weight) desc,
                cells.part
        ) as place
    from cells
    where cells.part is not null
    group by cells.part
)

select
    cells.period,
    case when pieces.place <= $most then cells.piece end as piece,
    coalesce(pieces.place > $most, false) as others,
    case when parts.place <= $fewer then cells.part end as part,
    coalesce(parts.place > $fewer, false) as rest,
    sum(cells.size)::bigint as size,
    sum(cells.valued)::bigint as valued,
    sum(cells.added) as added
from cells
left join pieces on pieces.piece = cells.piece
left join parts on parts.part = cells.part
group by all
order by all
