-- grain: one row a pair of documents of the same kind and title, with different codes, both approved and neither obsolete
select
    earlier.code,
    earlier.version,
    later.code as other_code,
    earlier.kind,
    earlier.title,
    earlier.unit
from document as earlier
join document as later
    on later.code > earlier.code
    and later.kind = earlier.kind
    and lower(trim(later.title)) = lower(trim(earlier.title))
where earlier.state in ('approved', 'in_force')
    and later.state in ('approved', 'in_force')
