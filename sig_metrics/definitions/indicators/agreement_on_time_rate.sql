-- grain: one row a month end × unit × kind with an agreement taken by then
with agreements as (
    select
        month_end.period,
        agreement.unit,
        agreement.kind,
        agreement.due_on,
        agreement.fulfilled_on,
        agreement.due_on <= month_end.period
            and (
                agreement.due_on >= date_trunc('year', month_end.period)
                or agreement.fulfilled_on is null
                or agreement.fulfilled_on >= date_trunc('year', month_end.period)
            ) as is_due
    from month_end
    join minutes on minutes.held_on <= month_end.period
    join agreement on agreement.minutes = minutes.minutes
)

select
    agreements.period,
    agreements.unit,
    agreements.kind,
    count(*) filter (where agreements.is_due and agreements.fulfilled_on <= agreements.due_on) as numerator,
    count(*) filter (where agreements.is_due) as denominator
from agreements
group by
    agreements.period,
    agreements.unit,
    agreements.kind
