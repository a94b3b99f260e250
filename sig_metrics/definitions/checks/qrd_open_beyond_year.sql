-- grain: one row a case neither answered nor closed a year after it was registered
-- A year is counted up to the last day that the register knows of: there is no clock here.
with known as (
    select max(greatest(qrd.registered_on, qrd.referred_on, qrd.answered_on, qrd.closed_on)) as until
    from qrd
)

select
    qrd.case_number,
    qrd.kind,
    qrd.ut,
    qrd.registered_on,
    qrd.state,
    known.until - qrd.registered_on as open_days
from qrd
cross join known
where qrd.answered_on is null
    and qrd.closed_on is null
    and known.until - qrd.registered_on > 365
