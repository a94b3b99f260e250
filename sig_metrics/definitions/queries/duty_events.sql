-- grain: one row a thing that happened × duty that it begins, the oldest first
select
    duty_event.event,
    duty_event.register,
    duty_event.key,
    duty_event.ut,
    duty_event.day,
    duty_event.happened_at,
    duty_event.done_at,
    duty_event.is_timed,
    duty_event.is_answered
from duty_event
order by duty_event.day, duty_event.event, duty_event.key
