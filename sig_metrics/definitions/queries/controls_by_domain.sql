-- grain: one row a month of the year of the cut-off × domain of the statement of applicability at its end; one control may be of several units
select
    control_state.period,
    control_state.domain,
    count(*) filter (control_state.applies = 'yes') as applicable,
    count(*) filter (control_state.applies = 'yes' and control_state.implementation = 'implemented') as implemented,
    count(*) filter (control_state.applies = 'yes' and control_state.implementation = 'never_verified') as unverified
from control_state
where control_state.period between date_trunc('year', $cutoff::date) and $cutoff
    and ($unit is null or list_contains(string_split(control_state.owner, '/'), $unit))
group by control_state.period, control_state.domain
order by control_state.period, try_cast(split_part(control_state.domain, '.', 2) as int), control_state.domain
