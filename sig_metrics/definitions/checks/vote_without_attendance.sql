-- grain: one row a vote of a seat that nobody attended the session for
select
    vote.agreement,
    agreement.minutes,
    vote.office,
    vote.sense
from vote
join agreement on agreement.agreement = vote.agreement
anti join session_attendance
    on session_attendance.minutes = agreement.minutes
    and session_attendance.office = vote.office
    and session_attendance.attended_as in ('titular', 'alternate', 'chosen')
