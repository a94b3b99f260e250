-- grain: one row a month end × deliverable of a plan version overdue that day
select
    slot_state.period,
    slot_state.year,
    slot_state.version,
    slot_state.activity,
    concat('Act. ', slot_state.activity, ', ', slot_state.month, '.', slot_state.item) as id,
    slot_state.due_on
from slot_state
where slot_state.state = 'overdue'
