-- grain: one row a register whose cases have a clock
select distinct case_flow.register
from case_flow
