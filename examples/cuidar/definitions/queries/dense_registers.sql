-- grain: one row a register that must have rows in every period and has some, with the last of them
select
    register_due.cadence,
    register_due.lag,
    max(register_period.period) as last
from register_due
join register_period on register_period.register = register_due.register
where register_due.dense
group by register_due.register, register_due.cadence, register_due.lag
