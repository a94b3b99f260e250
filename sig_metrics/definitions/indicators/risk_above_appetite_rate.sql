-- grain: one row a month end × systems with a risk evaluated by then and not closed since
select
    risk_state.period,
    risk_state.systems as system,
    count(*) filter (where risk_state.residual_level in ('high', 'very_high')) as numerator,
    count(*) filter (where risk_state.residual_level is not null) as denominator
from risk_state
group by
    risk_state.period,
    risk_state.systems
