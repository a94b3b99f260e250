-- grain: one row a duty as it is written (duty × first day): this institution has only its own
select
    legal_duty.duty,
    legal_duty.title,
    legal_duty.units,
    legal_duty.office,
    legal_duty.norm,
    legal_duty.article,
    legal_duty.rule,
    legal_duty.after,
    legal_duty.event,
    legal_duty.quantity,
    legal_duty.time_unit,
    legal_duty.term,
    legal_duty.recipient,
    legal_duty.evidence,
    legal_duty.applies,
    legal_duty.since,
    legal_duty.until,
    legal_duty.basis,
    legal_duty.date_basis,
    legal_duty.note,
    'store' as origin
from legal_duty
