-- grain: one row a document version not obsolete when the next one was approved
select
    earlier.code,
    earlier.version,
    earlier.obsolete_on,
    later.version as next_version,
    later.approved_on as next_approved_on
from document as earlier
join document as later
    on later.code = earlier.code
    and later.version > earlier.version
    and later.approved_on >= earlier.approved_on
where earlier.obsolete_on is null
    or earlier.obsolete_on > later.approved_on
