-- grain: one row a month end × systems with an internal audit in the programme of its year
select
    month_end.period,
    audit.systems as system,
    count(*) filter (
        where audit.planned_on <= month_end.period
            and audit.executed_on <= month_end.period
    ) as numerator,
    count(*) filter (where audit.planned_on <= month_end.period) as denominator
from month_end
join audit
    on year(audit.planned_on) = year(month_end.period)
    and audit.kind = 'internal'
group by
    month_end.period,
    audit.systems
