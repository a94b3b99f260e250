-- grain: one row an attendance by a seat, or in its place by somebody, that was not a member on the day of the session
with seated as (
    select
        minutes.minutes as held,
        committee_member.office,
        committee_member.standing,
        committee_member.alternate_of
    from minutes
    join committee_member
        on committee_member.since <= minutes.held_on
        and (committee_member.until is null or committee_member.until >= minutes.held_on)
),

judged as (
    select
        session_attendance.minutes,
        session_attendance.office,
        session_attendance.attended_as,
        session_attendance.replaced_by,
        count(*) filter (where seated.standing = 'titular' and seated.office = session_attendance.office) as seats,
        count(*) filter (
            where seated.office = session_attendance.replaced_by
                and (session_attendance.attended_as = 'chosen' or seated.alternate_of = session_attendance.office)
        ) as stand_ins
    from session_attendance
    left join seated on seated.held = session_attendance.minutes
    group by
        session_attendance.minutes,
        session_attendance.office,
        session_attendance.attended_as,
        session_attendance.replaced_by
)

select
    judged.minutes,
    judged.office,
    judged.attended_as,
    judged.replaced_by
from judged
where judged.seats = 0
    or judged.replaced_by is not null and judged.stand_ins = 0
