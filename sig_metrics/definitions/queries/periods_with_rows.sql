-- grain: one row a register × period with rows, with the earliest load that they come from
select
    register_period.register,
    register_period.period,
    register_period.first_load
from register_period
order by register_period.register, register_period.period
