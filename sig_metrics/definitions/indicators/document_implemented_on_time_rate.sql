-- grain: one row a month end × systems × unit with a document approved by then
with documents as (
    select
        month_end.period,
        document.systems,
        document.unit,
        document.implementation_due_on,
        document.implemented_on,
        document.implementation_due_on <= month_end.period
            and (document.obsolete_on is null or document.obsolete_on > document.implementation_due_on)
            and (
                document.implementation_due_on >= date_trunc('year', month_end.period)
                or least(document.implemented_on, document.obsolete_on) is null
                or least(document.implemented_on, document.obsolete_on) >= date_trunc('year', month_end.period)
            ) as is_due
    from month_end
    join document on document.approved_on <= month_end.period
)

select
    documents.period,
    documents.systems as system,
    documents.unit,
    count(*) filter (where documents.is_due and documents.implemented_on <= documents.implementation_due_on) as numerator,
    count(*) filter (where documents.is_due) as denominator
from documents
group by
    documents.period,
    documents.systems,
    documents.unit
