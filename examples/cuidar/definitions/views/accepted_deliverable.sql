-- grain: one row a deliverable that counts: delivered or validated, with a date and a document number
select
    deliverable.year,
    deliverable.activity,
    deliverable.programmed_month,
    deliverable.item,
    deliverable.delivered_on
from deliverable
where deliverable.state in ('delivered', 'validated')
    and deliverable.delivered_on is not null
    and deliverable.document_number is not null
