-- grain: one row a QRD registered in the year up to the cut-off for a reason
select
    qrd.case_number as case_id,
    qrd.kind,
    qrd.unit,
    qrd.ut,
    qrd.registered_on as opened_on,
    qrd.state
from qrd
where coalesce(qrd.reason, 'unknown') = $reason
    and year(qrd.registered_on) = year($cutoff::date)
    and last_day(qrd.registered_on) <= $cutoff
    and ($unit is null or qrd.unit = $unit)
order by
    qrd.registered_on,
    qrd.case_number
