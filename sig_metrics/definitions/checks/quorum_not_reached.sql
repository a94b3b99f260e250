-- grain: one row a session that went on without its quorum
with present as (
    select
        session_attendance.minutes as held,
        count(*) filter (where session_attendance.attended_as in ('titular', 'alternate', 'chosen')) as attended
    from session_attendance
    group by session_attendance.minutes
),

seats as (
    select
        minutes.minutes as held,
        count(distinct committee_member.office) as members
    from minutes
    join committee_member
        on committee_member.standing = 'titular'
        and committee_member.since <= minutes.held_on
        and (committee_member.until is null or committee_member.until >= minutes.held_on)
    group by minutes.minutes
)

select
    minutes.minutes,
    minutes.held_on,
    minutes.session_call,
    present.attended,
    seats.members
from minutes
join present on present.held = minutes.minutes
join seats on seats.held = minutes.minutes
where minutes.state is distinct from 'no_quorum'
    and case
        when minutes.session_call = 2 then 3 * present.attended < seats.members or present.attended < 3
        else 2 * present.attended <= seats.members
    end
