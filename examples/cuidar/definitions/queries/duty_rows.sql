-- grain: one row a duty as it is written, with where it comes from: the program or what was loaded
select
    law_duty.duty,
    law_duty.title,
    law_duty.units,
    law_duty.office,
    law_duty.norm,
    law_duty.article,
    law_duty.rule,
    law_duty.after,
    law_duty.event,
    law_duty.quantity,
    law_duty.time_unit,
    law_duty.term,
    law_duty.recipient,
    law_duty.evidence,
    law_duty.applies,
    law_duty.since,
    law_duty.until,
    law_duty.basis,
    law_duty.date_basis,
    law_duty.note,
    law_duty.origin
from law_duty
order by law_duty.duty, law_duty.since
