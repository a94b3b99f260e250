-- grain: one row an approved document version: the working day by which it had to be published
select
    document.code,
    document.version,
    document.systems,
    document.unit,
    document.approved_on,
    document.published_on,
    due.day as due_on
from document
join legal_term
    on legal_term.term = 'document_publication'
    and legal_term.since <= document.approved_on
    and (legal_term.until is null or legal_term.until >= document.approved_on)
join working_day as approval on approval.day = document.approved_on
join working_day as due
    on due.position = approval.position + legal_term.quantity
    and due.is_working
