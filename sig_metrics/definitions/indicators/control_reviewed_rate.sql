-- grain: one row a month end with a SoA in force × owner × domain
select
    control_state.period,
    control_state.owner as unit,
    control_state.domain,
    count(*) filter (where control_state.reviewed_on + interval 12 month >= control_state.period) as numerator,
    count(*) as denominator
from control_state
group by
    control_state.period,
    control_state.owner,
    control_state.domain
