-- grain: one row a probability × impact × inherent level × residual level of the open risks at the cut-off
select
    risk_state.probability,
    risk_state.impact,
    risk_state.inherent_level as inherent,
    coalesce(risk_state.residual_level, 'unknown') as residual,
    count(*) as count
from risk_state
where risk_state.period = $cutoff
    and ($system is null or risk_state.systems is null or list_contains(string_split(risk_state.systems, '/'), $system))
group by all
order by all
