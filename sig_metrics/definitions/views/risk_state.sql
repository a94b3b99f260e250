-- grain: one row a month end × risk evaluated by then and not closed since: its last evaluation that day
-- A risk that was closed and is evaluated again is open again; a closing counts from its day, in whatever evaluation it was written.
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
        max(case when risk.closed_on <= month_end.period then risk.closed_on end) over (
            partition by month_end.period, risk.risk
        ) as closed_on,
        row_number() over (
            partition by month_end.period, risk.risk
            order by risk.evaluated_on desc
        ) as turn
    from month_end
    join risk on risk.evaluated_on <= month_end.period
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
where evaluations.turn = 1
    and (evaluations.closed_on is null or evaluations.closed_on < evaluations.evaluated_on)
