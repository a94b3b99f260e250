-- grain: one row a month end × systems with a risk evaluated by then and not closed
with last_evaluations as (
    select
        month_end.period,
        risk.risk,
        arg_max(risk.systems, risk.evaluated_on) as systems,
        arg_max(coalesce(risk.residual_level, 'unknown'), risk.evaluated_on) as residual_level
    from month_end
    join risk on risk.evaluated_on <= month_end.period
    group by
        month_end.period,
        risk.risk
    having count(*) filter (where risk.closed_on <= month_end.period) = 0
)

select
    last_evaluations.period,
    last_evaluations.systems as system,
    count(*) filter (where last_evaluations.residual_level in ('high', 'very_high')) as numerator,
    count(*) filter (where last_evaluations.residual_level <> 'unknown') as denominator
from last_evaluations
group by
    last_evaluations.period,
    last_evaluations.systems
