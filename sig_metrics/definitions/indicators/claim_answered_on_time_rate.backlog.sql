-- grain: one row a month end × claim open that day past its term
select
    month_end.period,
    case_spell.unit,
    case_spell.ut,
    qrd_clock.reason,
    case_spell.case_id as id,
    case_spell.due_on
from month_end
join case_spell
    on case_spell.since <= month_end.period
    and (case_spell.until is null or case_spell.until > month_end.period)
join qrd_clock on qrd_clock.case_number = case_spell.case_id
where case_spell.register = 'qrd'
    and case_spell.kind = 'claim'
    and case_spell.due_on <= month_end.period
