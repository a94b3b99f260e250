-- grain: one row a month end × commitment known by then, not cancelled and not settled in an earlier year: its state that day
-- on_time + late + overdue are the denominator of its indicator: what fell due in the year, or before it and still open.
select
    month_end.period,
    commitment.register,
    commitment.id,
    commitment.kind,
    commitment.systems,
    commitment.unit,
    commitment.due_on,
    case
        when commitment.done_on <= commitment.due_on and commitment.due_on <= month_end.period then 'on_time'
        when commitment.done_on <= month_end.period and commitment.due_on <= month_end.period then 'late'
        when commitment.due_on <= month_end.period then 'overdue'
        when commitment.done_on <= month_end.period then 'early'
        else 'in_term'
    end as state
from month_end
join commitment
    on commitment.known_on <= month_end.period
    and (commitment.cancelled_on is null or commitment.cancelled_on > month_end.period)
where commitment.due_on is not null
    and (
        commitment.due_on >= date_trunc('year', month_end.period)
        or commitment.done_on is null
        or commitment.done_on >= date_trunc('year', month_end.period)
    )
