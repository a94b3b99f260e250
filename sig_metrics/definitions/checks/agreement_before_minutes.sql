-- grain: one row an agreement due or fulfilled before the day of its minutes
select
    agreement.agreement,
    agreement.minutes,
    agreement.unit,
    minutes.held_on,
    agreement.due_on,
    agreement.fulfilled_on
from agreement
join minutes on minutes.minutes = agreement.minutes
where agreement.due_on < minutes.held_on
    or agreement.fulfilled_on < minutes.held_on
