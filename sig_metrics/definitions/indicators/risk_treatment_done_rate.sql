-- grain: one row a month end × systems × unit with a treatment of a risk evaluated by then
with first_evaluations as (
    select
        risk.risk,
        min(risk.evaluated_on) as evaluated_on,
        arg_min(risk.systems, risk.evaluated_on) as systems
    from risk
    group by risk.risk
),

treatments as (
    select
        month_end.period,
        first_evaluations.systems,
        risk_treatment.unit,
        risk_treatment.executed_on,
        risk_treatment.planned_on <= month_end.period
            and (
                risk_treatment.planned_on >= date_trunc('year', month_end.period)
                or risk_treatment.executed_on is null
                or risk_treatment.executed_on >= date_trunc('year', month_end.period)
            ) as is_due
    from month_end
    join first_evaluations on first_evaluations.evaluated_on <= month_end.period
    join risk_treatment
        on risk_treatment.risk = first_evaluations.risk
        and (risk_treatment.cancelled_on is null or risk_treatment.cancelled_on > month_end.period)
)

select
    treatments.period,
    treatments.systems as system,
    treatments.unit,
    count(*) filter (where treatments.is_due and treatments.executed_on <= treatments.period) as numerator,
    count(*) filter (where treatments.is_due) as denominator
from treatments
group by
    treatments.period,
    treatments.systems,
    treatments.unit
