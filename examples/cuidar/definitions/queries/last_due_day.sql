-- grain: one row: no due date is counted in working days here (NULL)
select null::date as last
