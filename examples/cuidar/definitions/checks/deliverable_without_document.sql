-- grain: one row a deliverable with a date and no document number
select
    deliverable.year,
    deliverable.activity,
    deliverable.programmed_month,
    deliverable.item,
    deliverable.unit,
    deliverable.delivered_on
from deliverable
where deliverable.state in ('delivered', 'validated')
    and deliverable.document_number is null
