-- grain: one row a month × unit with more different servers trained in the month than its headcount
select
    last_day(training.held_on) as period,
    training_attendance.unit,
    count(distinct training_attendance.server_pseudo_id) as trained,
    max(headcount.servers) as servers
from training_attendance
join training on training.training = training_attendance.training
join headcount
    on headcount.period = last_day(training.held_on)
    and headcount.unit = training_attendance.unit
group by
    last_day(training.held_on),
    training_attendance.unit
having count(distinct training_attendance.server_pseudo_id) > max(headcount.servers)
