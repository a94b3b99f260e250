-- grain: one row a vote against without reasons, or an abstention without them or without its norm
select
    vote.agreement,
    vote.office,
    vote.sense,
    vote.norm
from vote
where vote.sense in ('against', 'abstention')
    and (vote.reasons is null or vote.sense = 'abstention' and vote.norm is null)
