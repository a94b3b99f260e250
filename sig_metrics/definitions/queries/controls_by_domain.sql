-- grain: one row a domain of the statement of applicability at the cut-off; one control may be of several units
select
    control_state.domain,
    count(*) filter (control_state.applies = 'yes') as applicable,
    count(*) filter (control_state.applies = 'yes' and control_state.implementation = 'implemented') as implemented,
    count(*) filter (control_state.applies = 'yes' and control_state.implementation = 'never_verified') as unverified
from control_state
where control_state.period = $cutoff
    and ($unit is null or list_contains(string_split(control_state.owner, '/'), $unit))
group by control_state.domain
order by try_cast(split_part(control_state.domain, '.', 2) as int), control_state.domain
