-- grain: one row an evaluation without its nine scores, or with a score over its maximum
select
    integrity_component.period_end,
    count(integrity_component.score) as components_scored,
    count(*) filter (where integrity_component.score > integrity_component.maximum) as over_maximum
from integrity_component
group by integrity_component.period_end
having count(integrity_component.score) < 9
    or count(*) filter (where integrity_component.score > integrity_component.maximum) > 0
