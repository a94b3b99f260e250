-- grain: one row a month end × document version approved and not implemented that day, nor obsolete, past its term
select
    month_end.period,
    document.systems as system,
    document.unit,
    concat(document.code, ' v', document.version) as id,
    document.implementation_due_on as due_on
from month_end
join document
    on document.approved_on <= month_end.period
    and document.implementation_due_on <= month_end.period
where (document.implemented_on is null or document.implemented_on > month_end.period)
    and (document.obsolete_on is null or document.obsolete_on > month_end.period)
