-- grain: one row a month in which the internal term of an alert ended × unit × territorial unit
select
    last_day(ctvc_clock.due_on) as period,
    ctvc_clock.unit,
    ctvc_clock.ut,
    count(*) filter (where ctvc_clock.is_on_time) as numerator,
    count(*) as denominator
from ctvc_clock
where ctvc_clock.is_judged
group by
    last_day(ctvc_clock.due_on),
    ctvc_clock.unit,
    ctvc_clock.ut
