-- grain: one row a month of the year of the cut-off × probability × impact × inherent level × residual level of the open risks at its end
select
    risk_state.period,
    risk_state.probability,
    risk_state.impact,
    risk_state.inherent_level as inherent,
    coalesce(risk_state.residual_level, 'unknown') as residual,
    count(*) as count
from risk_state
where risk_state.period between date_trunc('year', $cutoff::date) and $cutoff
    and ($system is null or risk_state.systems is null or list_contains(string_split(risk_state.systems, '/'), $system))
group by all
order by all
