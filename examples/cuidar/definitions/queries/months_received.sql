-- grain: one row a month end with a delivery of the plan, or with rows of a register that must have them in every period
select distinct last_day(register_period.period) as month
from register_period
where register_period.register = 'deliverable'
    or register_period.register in (select register_due.register from register_due where register_due.dense)
