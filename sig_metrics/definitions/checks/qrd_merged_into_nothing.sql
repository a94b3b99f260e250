-- grain: one row a case merged into itself or into a case that the register does not have
select
    qrd.case_number,
    qrd.ut,
    qrd.registered_on,
    qrd.merged_into
from qrd
anti join qrd as principal
    on principal.case_number = qrd.merged_into
    and principal.case_number <> qrd.case_number
where qrd.merged_into is not null
