-- grain: one row a month end × alert open that day past its term
select
    month_end.period,
    case_spell.unit,
    case_spell.ut,
    case_spell.case_id as id,
    case_spell.due_on
from month_end
join case_spell
    on case_spell.since <= month_end.period
    and (case_spell.until is null or case_spell.until > month_end.period)
where case_spell.register = 'ctvc_alert'
    and case_spell.due_on <= month_end.period
