-- grain: one row a row of a register of the law: the store's own, and those that came with the program and are not there
select
    __columns__
from __register__
union all
select
    __columns__
from __table__ as program
where not exists (
        select 1
        from __register__ as own
        where __key__
    )
