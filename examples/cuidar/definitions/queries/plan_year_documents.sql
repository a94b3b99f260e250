-- grain: one row a document of a year that counts as delivered, with the place of the plan that it names
select
    accepted_deliverable.activity,
    accepted_deliverable.programmed_month as month,
    accepted_deliverable.item,
    accepted_deliverable.delivered_on
from accepted_deliverable
where accepted_deliverable.year = $year
order by
    accepted_deliverable.delivered_on,
    accepted_deliverable.programmed_month,
    accepted_deliverable.item
