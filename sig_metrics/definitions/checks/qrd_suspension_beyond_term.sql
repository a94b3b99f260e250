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
),

begun as materialized (
    select
        suspensions.case_number,
        suspensions.ut,
        suspensions.observed_on,
        suspensions.corrected_on,
        suspensions.is_unended,
        suspensions.ended_on,
        term_due.calendar,
        term_due.due_on,
        observed_day.position as first_position
    from suspensions
    join term_due
        on term_due.term = 'claim_correction'
        and term_due.ut is not distinct from suspensions.ut
        and term_due.day = suspensions.observed_on
    join working_day as observed_day
        on observed_day.calendar = term_due.calendar
        and observed_day.day = suspensions.observed_on
),

measured as materialized (
    select
        begun.case_number,
        begun.ut,
        begun.observed_on,
        begun.corrected_on,
        begun.is_unended,
        begun.calendar,
        begun.due_on,
        begun.first_position,
        end_day.position as last_position
    from begun
    join working_day as end_day
        on end_day.calendar = begun.calendar
        and end_day.day = begun.ended_on
)

select
    measured.case_number,
    measured.ut,
    measured.observed_on,
    measured.corrected_on,
    measured.last_position - measured.first_position as suspended_days,
    due_day.position - measured.first_position as term_days
from measured
join working_day as due_day
    on due_day.calendar = measured.calendar
    and due_day.day = measured.due_on
where measured.last_position > due_day.position
    or measured.is_unended
