-- grain: one row a month end × risk evaluated by then and not closed: its last evaluation that day
with evaluations as (
    select
        month_end.period,
        risk.risk,
        risk.process,
        risk.systems,
        risk.probability,
        risk.impact,
        risk.inherent_level,
        risk.residual_level,
        risk.response,
        risk.evaluated_on,
        row_number() over (
            partition by month_end.period, risk.risk
            order by risk.evaluated_on desc
        ) as turn
    from month_end
    join risk on risk.evaluated_on <= month_end.period
),

closed as (
    select
        month_end.period,
        risk.risk
    from month_end
    join risk
        on risk.evaluated_on <= month_end.period
        and risk.closed_on <= month_end.period
    group by
        month_end.period,
        risk.risk
)

select
    evaluations.period,
    evaluations.risk,
    evaluations.process,
    evaluations.systems,
    evaluations.probability,
    evaluations.impact,
    evaluations.inherent_level,
    evaluations.residual_level,
    evaluations.response,
    evaluations.evaluated_on
from evaluations
left join closed
    on closed.period = evaluations.period
    and closed.risk = evaluations.risk
where evaluations.turn = 1
    and closed.risk is null
