-- grain: one row a month end of a year with budget, from its first month on
with ranked as (
    select
        month_end.period,
        budget_execution.accrued,
        budget_execution.pim,
        row_number() over (
            partition by month_end.period, budget_execution.task
            order by budget_execution.month desc
        ) as turn
    from month_end
    join budget_execution
        on budget_execution.year = year(month_end.period)
        and budget_execution.month <= month(month_end.period)
)

select
    ranked.period,
    sum(ranked.accrued::decimal(18, 2)) as numerator,
    sum(ranked.pim::decimal(18, 2)) as denominator
from ranked
where ranked.turn = 1
group by ranked.period
