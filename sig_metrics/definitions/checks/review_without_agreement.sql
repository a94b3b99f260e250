-- grain: one row a management review whose minutes have no agreement
select
    minutes.minutes,
    minutes.held_on,
    minutes.period
from minutes
anti join agreement on agreement.minutes = minutes.minutes
where minutes.kind = 'management_review'
