-- grain: one row a duty as it is written (duty × first day): the store's own, then the program's
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
union all
select
    program_legal_duty.duty,
    program_legal_duty.title,
    program_legal_duty.units,
    program_legal_duty.office,
    program_legal_duty.norm,
    program_legal_duty.article,
    program_legal_duty.rule,
    program_legal_duty.after,
    program_legal_duty.event,
    program_legal_duty.quantity,
    program_legal_duty.time_unit,
    program_legal_duty.term,
    program_legal_duty.recipient,
    program_legal_duty.evidence,
    program_legal_duty.applies,
    program_legal_duty.since,
    program_legal_duty.until,
    program_legal_duty.basis,
    program_legal_duty.date_basis,
    program_legal_duty.note,
    'program' as origin
from program_legal_duty
anti join legal_duty
    on legal_duty.duty = program_legal_duty.duty
    and legal_duty.since = program_legal_duty.since
