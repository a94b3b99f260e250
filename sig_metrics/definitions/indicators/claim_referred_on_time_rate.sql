-- grain: one row a month in which the term to evaluate and refer a claim ended × unit × territorial unit
select
    last_day(qrd_clock.referral_judged_on) as period,
    qrd_clock.unit,
    qrd_clock.ut,
    count(*) filter (where qrd_clock.is_referral_on_time) as numerator,
    count(*) as denominator
from qrd_clock
where qrd_clock.is_referral_judged
group by
    last_day(qrd_clock.referral_judged_on),
    qrd_clock.unit,
    qrd_clock.ut
