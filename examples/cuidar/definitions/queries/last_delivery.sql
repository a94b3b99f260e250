-- grain: one row: the last day with a delivery of the plan (NULL: there is none)
select max(deliverable.delivered_on) as day
from deliverable
