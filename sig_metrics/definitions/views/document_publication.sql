-- grain: one row a document version approved while a term ruled: the day by which it had to be published, or why it is not known
select
    document.code,
    document.version,
    document.systems,
    document.unit,
    document.approved_on,
    document.published_on,
    term_due.due_on,
    term_due.due_reason
from document
join term_due
    on term_due.term = 'document_publication'
    and term_due.day = document.approved_on
    and term_due.unit is not null
