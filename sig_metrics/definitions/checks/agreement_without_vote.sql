-- grain: one row an agreement without a vote, of minutes of which another agreement has votes
with voted as (
    select distinct agreement.minutes
    from agreement
    join vote on vote.agreement = agreement.agreement
)

select
    agreement.agreement,
    agreement.minutes,
    agreement.unit,
    agreement.due_on
from agreement
semi join voted on voted.minutes = agreement.minutes
anti join vote on vote.agreement = agreement.agreement
