-- grain: one row an evaluation whose residual level is above the inherent one
select
    risk.risk,
    risk.evaluated_on,
    risk.inherent_level,
    risk.residual_level
from risk
where list_position(['low', 'medium', 'high', 'very_high'], risk.residual_level)
    > list_position(['low', 'medium', 'high', 'very_high'], risk.inherent_level)
