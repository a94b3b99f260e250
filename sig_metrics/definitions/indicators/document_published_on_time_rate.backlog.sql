-- grain: one row a month end × document version not published that day, nor obsolete, past its term
select
    month_end.period,
    document_publication.systems as system,
    document_publication.unit,
    concat(document_publication.code, ' v', document_publication.version) as id,
    document_publication.due_on
from month_end
join document_publication
    on document_publication.approved_on <= month_end.period
    and document_publication.due_on <= month_end.period
join document
    on document.code = document_publication.code
    and document.version = document_publication.version
where (document_publication.published_on is null or document_publication.published_on > month_end.period)
    and (document.obsolete_on is null or document.obsolete_on > month_end.period)
