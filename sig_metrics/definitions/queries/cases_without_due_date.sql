-- grain: one row a reason why cases have no due date
select
    json_extract_string(check_row.row, '$.due_reason') as due_reason,
    count(*) as n
from check_row
where check_row.rule = 'due_date_unknown'
group by all
