-- grain: one row a register with cases whose due date cannot be computed, and the day when the first of them began
select
    json_extract_string(check_row.row, '$.register') as register,
    min(json_extract_string(check_row.row, '$.started_on'))::date as first
from check_row
where check_row.rule = 'due_date_unknown'
group by all
