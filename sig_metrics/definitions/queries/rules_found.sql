-- grain: one row a row that a rule found, as JSON, in the order of the rule
select
    check_row.rule,
    check_row.row
from check_row
order by check_row.rule, check_row.position
