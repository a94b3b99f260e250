-- grain: one row an open risk at the cut-off, of an inherent and a residual level («unknown»: not determined)
select
    risk_state.risk,
    risk_state.process,
    risk_state.systems,
    risk_state.probability,
    risk_state.impact,
    risk_state.inherent_level,
    risk_state.residual_level,
    risk_state.response,
    risk_state.evaluated_on
from risk_state
where risk_state.period = $cutoff
    and risk_state.inherent_level = $inherent
    and coalesce(risk_state.residual_level, 'unknown') = $residual
    and ($system is null or risk_state.systems is null or list_contains(string_split(risk_state.systems, '/'), $system))
order by risk_state.risk
