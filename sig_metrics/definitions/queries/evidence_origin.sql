-- grain: one row a row of a register, of those asked for by what its key holds, with the load and the file that it came in
select
    __columns__,
    __table__._load as load,
    __table__._row as file_row,
    load_log.file,
    load_log.sha256
from __table__
left join load_log on load_log.load = __table__._load
where concat_ws('|', __key__) in (select unnest($keys))
order by
    __table__._load desc,
    __table__._row
