-- grain: one row a QRD registered in the year up to the cut-off for a reason; its kind and state follow from the dates known that day
-- A case with nothing dated after that day has the state it is recorded with; what is dated later is undone from the last to the first.
with cases as (
    select
        qrd.case_number as case_id,
        case when qrd_clock.reclassified_on <= $cutoff then qrd_clock.kind else qrd.kind end as kind,
        qrd.unit,
        qrd.ut,
        qrd.registered_on as opened_on,
        case
            when greatest(
                qrd.registered_on, qrd.referred_on, qrd.observed_on, qrd.corrected_on, qrd.answered_on, qrd.notified_on,
                qrd.reopened_on, qrd.reanswered_on, qrd.closed_on, qrd.reclassified_on
            ) <= $cutoff then qrd.state
            when qrd.closed_on <= $cutoff then qrd.state
            when qrd.reanswered_on <= $cutoff then 'answered'
            when qrd.reopened_on <= $cutoff then 'reopened'
            when qrd.notified_on <= $cutoff then 'notified'
            when qrd.answered_on <= $cutoff then 'answered'
            when qrd.observed_on <= $cutoff and (qrd.corrected_on is null or qrd.corrected_on > $cutoff) then 'observed'
            when qrd.reclassified_on <= $cutoff
                and not coalesce(qrd.referred_on > qrd.reclassified_on and qrd.referred_on <= $cutoff, false)
                then 'reclassified'
            when qrd.referred_on <= $cutoff then 'in_progress'
            else 'registered'
        end as state
    from qrd
    join qrd_clock on qrd_clock.case_number = qrd.case_number
    where coalesce(qrd.reason, 'unknown') = $reason
        and year(qrd.registered_on) = year($cutoff::date)
        and last_day(qrd.registered_on) <= $cutoff
        and ($unit is null or qrd.unit = $unit)
)

select
    cases.case_id,
    cases.kind,
    cases.unit,
    cases.ut,
    cases.opened_on,
    cases.state
from cases
order by
    cases.opened_on,
    cases.case_id
