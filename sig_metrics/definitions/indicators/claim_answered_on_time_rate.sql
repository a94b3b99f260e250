-- grain: one row a month in which a claim was answered or fell due, whichever came first × unit × territorial unit × reason
select
    last_day(qrd_clock.decided_on) as period,
    qrd_clock.unit,
    qrd_clock.ut,
    qrd_clock.reason,
    count(*) filter (where qrd_clock.is_on_time) as numerator,
    count(*) as denominator
from qrd_clock
where qrd_clock.kind = 'claim'
    and qrd_clock.is_judged
group by
    last_day(qrd_clock.decided_on),
    qrd_clock.unit,
    qrd_clock.ut,
    qrd_clock.reason
