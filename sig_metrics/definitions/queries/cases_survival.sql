-- grain: one row a kind or unit (both NULL: all) × days at which cases of a register ended: the share still open after them, as it was known at the cut-off
select
    case_survival.kind,
    case_survival.unit,
    case_survival.days,
    case_survival.at_risk,
    case_survival.ended,
    case_survival.survival,
    case_survival.lower,
    case_survival.upper
from case_survival
where case_survival.register = $register
    and case_survival.period = $cutoff
    and case_survival.clock = $clock
    and ($unit is null or case_survival.unit = $unit)
order by
    case_survival.kind nulls first,
    case_survival.unit nulls first,
    case_survival.days
