-- grain: one row an indicator whose last two reports already due have no reporting date
-- Due is measured up to the last day that the register knows of: there is no clock here.
with known as (
    select max(greatest(indicator_report.period, indicator_report.reported_on)) as until
    from indicator_report
),

due as (
    select
        indicator_report.indicator,
        indicator_report.unit,
        indicator_report.period,
        indicator_report.reported_on,
        row_number() over (partition by indicator_report.indicator order by indicator_report.period desc) as from_last
    from indicator_report
    cross join known
    where indicator_report.due_on <= known.until
)

select
    due.indicator,
    arg_max(due.unit, due.period) as unit,
    min(due.period) as silent_since,
    max(due.period) as silent_until
from due
where due.from_last <= 2
group by due.indicator
having count(*) = 2
    and count(due.reported_on) = 0
