-- grain: one row a month end × systems with a process recorded by then
with ranked as (
    select
        month_end.period,
        risk_matrix.systems,
        risk_matrix.updated_on,
        risk_matrix.in_scope,
        row_number() over (
            partition by month_end.period, risk_matrix.process
            order by risk_matrix.recorded_on desc
        ) as turn
    from month_end
    join risk_matrix on risk_matrix.recorded_on <= month_end.period
)

select
    ranked.period,
    ranked.systems as system,
    count(*) filter (
        where ranked.in_scope = 'yes'
            and ranked.updated_on + interval 12 month >= ranked.period
    ) as numerator,
    count(*) filter (where ranked.in_scope = 'yes') as denominator
from ranked
where ranked.turn = 1
group by
    ranked.period,
    ranked.systems
