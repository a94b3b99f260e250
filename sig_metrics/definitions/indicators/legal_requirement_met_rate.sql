-- grain: one row a month end × unit, of requirements that serve the SGSI; a suspended or repealed norm adds to neither part
select
    legal_state.period,
    legal_state.unit,
    count(*) filter (
        where legal_state.evaluation = 'meets'
            and legal_state.norm_state in ('in_force', 'modified')
    ) as numerator,
    count(*) filter (where legal_state.norm_state in ('in_force', 'modified')) as denominator
from legal_state
where list_contains(string_split(legal_state.system, '/'), 'SGSI')
group by
    legal_state.period,
    legal_state.unit
