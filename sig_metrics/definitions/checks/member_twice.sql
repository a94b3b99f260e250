-- grain: one row a member whose time in the committee falls in another time of the same office
select
    committee_member.office,
    committee_member.unit,
    committee_member.since,
    committee_member.until,
    earlier.since as earlier_since
from committee_member
join committee_member as earlier
    on earlier.office = committee_member.office
    and earlier.since < committee_member.since
    and (earlier.until is null or earlier.until >= committee_member.since)
