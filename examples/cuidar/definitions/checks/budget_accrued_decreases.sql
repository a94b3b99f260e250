-- grain: one row a month × task whose accrued amount is below the month before or above the PIM
with ordered as (
    select
        budget_execution.year,
        budget_execution.month,
        budget_execution.task,
        budget_execution.pim,
        budget_execution.accrued,
        lag(budget_execution.accrued) over (
            partition by budget_execution.year, budget_execution.task
            order by budget_execution.month
        ) as accrued_before
    from budget_execution
)

select
    ordered.year,
    ordered.month,
    ordered.task,
    ordered.pim,
    ordered.accrued_before,
    ordered.accrued
from ordered
where ordered.accrued < ordered.accrued_before
    or ordered.accrued > ordered.pim
