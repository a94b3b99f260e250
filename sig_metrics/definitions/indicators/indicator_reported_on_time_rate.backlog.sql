-- grain: one row a month end × measurement not reported that day, past its due day; it is owed since its month ended
select
    month_end.period,
    indicator_report.unit,
    concat(indicator_report.indicator, ' ', indicator_report.period) as id,
    indicator_report.due_on
from month_end
join indicator_report
    on indicator_report.period <= month_end.period
    and indicator_report.due_on <= month_end.period
where indicator_report.reported_on is null
    or indicator_report.reported_on > month_end.period
