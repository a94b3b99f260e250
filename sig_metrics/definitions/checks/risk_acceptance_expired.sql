-- grain: one row a risk whose last evaluation accepts it, not closed, without a date or past it
-- Past is measured up to the last evaluation that the register knows of: there is no clock here.
with ordered as (
    select
        risk.risk,
        risk.evaluated_on,
        risk.residual_level,
        risk.response,
        risk.accepted_until,
        max(risk.closed_on) over (partition by risk.risk) as closed_on,
        row_number() over (partition by risk.risk order by risk.evaluated_on desc) as from_last,
        max(risk.evaluated_on) over () as known_until
    from risk
)

select
    ordered.risk,
    ordered.residual_level,
    ordered.evaluated_on,
    ordered.accepted_until
from ordered
where ordered.from_last = 1
    and ordered.response = 'accept'
    and (ordered.closed_on is null or ordered.closed_on < ordered.evaluated_on)
    and (ordered.accepted_until is null or ordered.accepted_until < ordered.known_until)
