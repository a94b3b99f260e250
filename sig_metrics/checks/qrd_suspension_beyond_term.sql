-- grain: one row a case suspended for more working days than the term to correct it, or answered without a correction before
-- A suspension still open is measured up to the last day the register knows of: there is no clock here.
-- Materialized, so that the days of the calendar are not paired with one another before the cases are known.
with suspensions as materialized (
    select
        qrd.case_number,
        qrd.ut,
        qrd.observed_on,
        qrd.corrected_on,
        qrd.answered_on > qrd.observed_on
            and (qrd.corrected_on is null or qrd.corrected_on > qrd.answered_on) as is_unended,
        coalesce(
            qrd.corrected_on,
            qrd.answered_on,
            qrd.closed_on,
            qrd.reclassified_on,
            (select greatest(max(known.registered_on), max(known.referred_on), max(known.answered_on)) from qrd as known)
        ) as ended_on
    from qrd
    where qrd.observed_on is not null
        and qrd.state <> 'archived_uncorrected'
)

select
    suspensions.case_number,
    suspensions.ut,
    suspensions.observed_on,
    suspensions.corrected_on,
    end_day.position - observed_day.position as suspended_days,
    working_term.quantity as term_days
from suspensions
join working_day as observed_day on observed_day.day = suspensions.observed_on
join working_day as end_day on end_day.day = suspensions.ended_on
join working_term
    on working_term.term = 'claim_correction'
    and working_term.valid_from <= suspensions.observed_on
    and (working_term.valid_until is null or working_term.valid_until >= suspensions.observed_on)
where end_day.position - observed_day.position > working_term.quantity
    or suspensions.is_unended
