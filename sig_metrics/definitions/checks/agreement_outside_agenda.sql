-- grain: one row an agreement of no item of the agenda of its session, which has one
with kept as (
    select distinct agenda_item.minutes
    from agenda_item
)

select
    agreement.agreement,
    agreement.minutes,
    agreement.item,
    agreement.unit
from agreement
semi join kept on kept.minutes = agreement.minutes
anti join agenda_item
    on agenda_item.minutes = agreement.minutes
    and agenda_item.item = agreement.item
