-- grain: one row a row that answers a periodic duty, the oldest first
select
    duty_answer.evidence,
    duty_answer.key,
    duty_answer.period,
    duty_answer.done_on
from duty_answer
order by duty_answer.evidence, duty_answer.period, duty_answer.key
