-- grain: one row a training held in a month that has no headcount, when the register has some
select
    training.training,
    training.topic,
    training.held_on,
    (select max(last_known.period) from headcount as last_known) as headcount_until
from training
anti join headcount on headcount.period = last_day(training.held_on)
where exists (select 1 from headcount as any_headcount)
