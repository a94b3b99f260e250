-- grain: one row a document number of a year given as the support of more than one deliverable
select
    deliverable.year,
    deliverable.document_number,
    count(*) as deliverables,
    string_agg(deliverable.activity, ', ' order by deliverable.activity, deliverable.programmed_month, deliverable.item) as activities
from deliverable
where deliverable.document_number is not null
    and deliverable.state in ('delivered', 'validated')
group by
    deliverable.year,
    deliverable.document_number
having count(*) > 1
