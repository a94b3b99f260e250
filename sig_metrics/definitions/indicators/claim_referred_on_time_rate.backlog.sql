-- grain: one row a month end × claim neither referred, answered, closed nor reclassified by that day, past its term to refer it
select
    month_end.period,
    qrd_clock.unit,
    qrd_clock.ut,
    qrd_clock.case_number as id,
    qrd_clock.referral_due_on as due_on
from month_end
join qrd_clock
    on qrd_clock.registered_on <= month_end.period
    and qrd_clock.referral_due_on <= month_end.period
join qrd on qrd.case_number = qrd_clock.case_number
where (qrd_clock.referred_on is null or qrd_clock.referred_on > month_end.period)
    and (qrd.closed_on is null or qrd.closed_on > month_end.period)
    and (
        qrd.reclassified_on is null
        or qrd.reclassified_as is null
        or qrd.reclassified_as = qrd.kind
        or qrd.reclassified_on > month_end.period
    )
