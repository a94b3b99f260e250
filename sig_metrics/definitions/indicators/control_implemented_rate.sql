-- grain: one row a month end with a SoA in force × owner × domain; a control that does not apply adds to neither part
select
    control_state.period,
    control_state.owner as unit,
    control_state.domain,
    count(*) filter (where control_state.applies = 'yes' and control_state.implementation = 'implemented') as numerator,
    count(*) filter (where control_state.applies = 'yes') as denominator
from control_state
group by
    control_state.period,
    control_state.owner,
    control_state.domain
