-- grain: one row a control of a domain in the SoA in force at the cut-off
select
    control_state.version,
    control_state.control,
    control_state.owner,
    control_state.applies,
    control_state.implementation,
    control_state.reviewed_on
from control_state
where control_state.period = $cutoff
    and control_state.domain = $domain
    and ($unit is null or list_contains(string_split(control_state.owner, '/'), $unit))
order by
    try_cast(split_part(control_state.control, '.', 3) as integer),
    try_cast(split_part(control_state.control, '.', 4) as integer),
    control_state.control
