-- grain: one row a month end × systems × unit with a document in force
select
    month_end.period,
    document.systems as system,
    document.unit,
    count(*) filter (where document.next_review_on >= month_end.period) as numerator,
    count(*) as denominator
from month_end
join document
    on document.approved_on <= month_end.period
    and (document.obsolete_on is null or document.obsolete_on > month_end.period)
group by
    month_end.period,
    document.systems,
    document.unit
