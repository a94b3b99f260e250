-- grain: one row a month end of an evaluation with its nine components × component of the integrity model × part
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
),

evaluated as (
    select
        last_day(integrity_component.period_end) as period,
        integrity_component.component as domain,
        integrity_component.score,
        integrity_component.maximum,
        to_json(integrity_component) as origin
    from integrity_component
    join latest on latest.period_end = integrity_component.period_end
)

select
    evaluated.period,
    evaluated.domain,
    'numerator' as part,
    evaluated.score as amount,
    'integrity_component' as carrier,
    evaluated.origin
from evaluated
union all
select
    evaluated.period,
    evaluated.domain,
    'denominator' as part,
    evaluated.maximum as amount,
    'integrity_component' as carrier,
    evaluated.origin
from evaluated
