-- grain: one row: the last due date that was counted in working days (NULL: there is none)
select max(term_due.due_on) filter (where term_due.unit = 'working_days') as last
from term_due
