-- grain: one row a month end of a year with budget × task × part: the last report of the task by then
with ranked as (
    select
        month_end.period,
        budget_execution.accrued,
        budget_execution.pim,
        to_json(budget_execution) as origin,
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
    'numerator' as part,
    ranked.accrued::decimal(18, 2) as amount,
    'budget_execution' as carrier,
    ranked.origin
from ranked
where ranked.turn = 1
union all
select
    ranked.period,
    'denominator' as part,
    ranked.pim::decimal(18, 2) as amount,
    'budget_execution' as carrier,
    ranked.origin
from ranked
where ranked.turn = 1
