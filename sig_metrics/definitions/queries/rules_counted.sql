-- grain: one row a rule that found something, and how many rows it found
select
    check_row.rule,
    count(*) as n
from check_row
group by check_row.rule
