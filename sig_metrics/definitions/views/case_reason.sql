-- grain: one row a month × unit × reason of the QRD that came in
select
    last_day(qrd.registered_on) as period,
    qrd.unit,
    qrd.reason,
    count(*) as cases
from qrd
group by
    last_day(qrd.registered_on),
    qrd.unit,
    qrd.reason
