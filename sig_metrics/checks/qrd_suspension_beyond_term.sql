-- grain: one row a case suspended for more working days than the term to correct it
-- A suspension still open is measured up to the last day the register knows of: there is no clock here.
with known as (
    select greatest(max(qrd.registered_on), max(qrd.referred_on), max(qrd.answered_on)) as last_day_known
    from qrd
)

select
    qrd.case_number,
    qrd.ut,
    qrd.observed_on,
    qrd.corrected_on,
    end_day.position - observed_day.position as suspended_days,
    working_term.quantity as term_days
from qrd
cross join known
join working_day as observed_day on observed_day.day = qrd.observed_on
join working_day as end_day on end_day.day = coalesce(qrd.corrected_on, qrd.answered_on, qrd.closed_on, qrd.reclassified_on, known.last_day_known)
join working_term
    on working_term.term = 'claim_correction'
    and working_term.valid_from <= qrd.observed_on
    and (working_term.valid_until is null or working_term.valid_until >= qrd.observed_on)
where end_day.position - observed_day.position > working_term.quantity
    and qrd.state <> 'archived_uncorrected'
