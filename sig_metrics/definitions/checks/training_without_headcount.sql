-- grain: one row a month with headcount × unit with attendance in the month and no headcount of its own
select
    last_day(training.held_on) as period,
    training_attendance.unit,
    count(distinct training_attendance.server_pseudo_id) as servers
from training_attendance
join training on training.training = training_attendance.training
semi join headcount on headcount.period = last_day(training.held_on)
anti join headcount as own
    on own.period = last_day(training.held_on)
    and own.unit = training_attendance.unit
group by
    last_day(training.held_on),
    training_attendance.unit
