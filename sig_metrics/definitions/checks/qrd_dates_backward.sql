-- grain: one row a case whose answer comes before its registration or its referral, or its notice before its answer
select
    qrd.case_number,
    qrd.ut,
    qrd.registered_on,
    qrd.referred_on,
    qrd.answered_on,
    qrd.notified_on
from qrd
where qrd.answered_on < qrd.registered_on
    or (qrd.answered_on < qrd.referred_on and qrd.reopened_on is null)
    or qrd.notified_on < qrd.answered_on
