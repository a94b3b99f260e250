-- grain: one row an item included by urgency in a session that some seat was not attended for
select
    agenda_item.minutes,
    agenda_item.item,
    agenda_item.unit,
    count(distinct committee_member.office) as lacking
from agenda_item
join minutes on minutes.minutes = agenda_item.minutes
join committee_member
    on committee_member.standing = 'titular'
    and committee_member.since <= minutes.held_on
    and (committee_member.until is null or committee_member.until >= minutes.held_on)
anti join session_attendance
    on session_attendance.minutes = agenda_item.minutes
    and session_attendance.office = committee_member.office
    and session_attendance.attended_as in ('titular', 'alternate', 'chosen')
where agenda_item.urgent = 'yes'
group by
    agenda_item.minutes,
    agenda_item.item,
    agenda_item.unit
