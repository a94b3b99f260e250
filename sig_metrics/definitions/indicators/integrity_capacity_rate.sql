-- grain: one row a month end of an evaluation with its nine components × component of the integrity model
with complete as (
    select integrity_component.period_end
    from integrity_component
    group by integrity_component.period_end
    having count(integrity_component.score) = 9
),

latest as (
    select max(complete.period_end) as period_end
    from complete
    group by last_day(complete.period_end)
)

select
    last_day(integrity_component.period_end) as period,
    integrity_component.component as domain,
    integrity_component.score as numerator,
    integrity_component.maximum as denominator,
    1 as cases
from integrity_component
join latest on latest.period_end = integrity_component.period_end
