-- grain: one row a month end × internal audit planned by that day, in any year, and not executed
-- The programme of a year is known since it begins.
select
    month_end.period,
    audit.systems as system,
    audit.audit as id,
    audit.planned_on as due_on
from month_end
join audit
    on date_trunc('year', audit.planned_on) <= month_end.period
    and audit.planned_on <= month_end.period
    and audit.kind = 'internal'
where audit.executed_on is null
    or audit.executed_on > month_end.period
