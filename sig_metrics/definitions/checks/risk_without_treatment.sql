-- grain: one row a risk, high or very high after its controls, to be reduced by its last evaluation, with no treatment but cancelled ones
with ordered as (
    select
        risk.risk,
        risk.process,
        risk.evaluated_on,
        risk.residual_level,
        risk.response,
        max(risk.closed_on) over (partition by risk.risk) as closed_on,
        row_number() over (partition by risk.risk order by risk.evaluated_on desc) as from_last
    from risk
)

select
    ordered.risk,
    ordered.process,
    ordered.residual_level,
    ordered.evaluated_on
from ordered
anti join risk_treatment
    on risk_treatment.risk = ordered.risk
    and risk_treatment.cancelled_on is null
where ordered.from_last = 1
    and ordered.response = 'reduce'
    and ordered.residual_level in ('high', 'very_high')
    and (ordered.closed_on is null or ordered.closed_on < ordered.evaluated_on)
