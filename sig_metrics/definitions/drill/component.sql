-- grain: one row an evaluation of a component of the integrity model, up to the cut-off
select
    integrity_component.period_end,
    integrity_component.component,
    integrity_component.score,
    integrity_component.maximum
from integrity_component
where integrity_component.component = $component
    and integrity_component.period_end <= $cutoff
order by integrity_component.period_end
