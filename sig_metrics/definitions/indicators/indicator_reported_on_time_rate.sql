-- grain: one row a month with reports due × unit
select
    last_day(indicator_report.due_on) as period,
    indicator_report.unit,
    count(*) filter (where indicator_report.reported_on <= indicator_report.due_on) as numerator,
    count(*) as denominator
from indicator_report
group by
    last_day(indicator_report.due_on),
    indicator_report.unit
