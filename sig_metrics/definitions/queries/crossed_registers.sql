-- grain: one row a register whose cases have a clock
select distinct case_spell.register
from case_spell
