-- grain: one row an event of the year up to the cut-off that people of a unit attended
select
    training.training,
    training.topic,
    training.held_on,
    training.hours,
    count(*) as attended
from training
join training_attendance on training_attendance.training = training.training
where training_attendance.unit = $trained
    and year(training.held_on) = year($cutoff::date)
    and training.held_on <= $cutoff
group by
    training.training,
    training.topic,
    training.held_on,
    training.hours
order by
    training.held_on,
    training.training
