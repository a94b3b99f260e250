-- grain: one row a thing that happened × duty that it begins, the oldest first
select
    duty_begun.event,
    duty_begun.register,
    duty_begun.key,
    duty_begun.ut,
    duty_begun.day,
    duty_begun.happened_at,
    duty_begun.done_at,
    duty_begun.is_timed,
    duty_begun.is_answered
from duty_begun
order by duty_begun.day, duty_begun.event, duty_begun.key
