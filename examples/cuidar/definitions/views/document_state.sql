-- grain: one row a month end × document approved by then and not obsolete: whether its review is still ahead that day
select
    month_end.period,
    document.code,
    document.version,
    document.kind,
    document.title,
    document.systems,
    document.unit,
    document.approved_on,
    document.next_review_on,
    case when document.next_review_on >= month_end.period then 'current' else 'review_overdue' end as state
from month_end
join document
    on document.approved_on <= month_end.period
    and (document.obsolete_on is null or document.obsolete_on > month_end.period)
