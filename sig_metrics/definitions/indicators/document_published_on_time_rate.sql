-- grain: one row a month with publication deadlines × systems × unit
select
    last_day(document_publication.due_on) as period,
    document_publication.systems as system,
    document_publication.unit,
    count(*) filter (where document_publication.published_on <= document_publication.due_on) as numerator,
    count(*) as denominator
from document_publication
where document_publication.due_on is not null
group by
    last_day(document_publication.due_on),
    document_publication.systems,
    document_publication.unit
