-- grain: one row a month with any progress report × unit, over every project reported by then; parts in points of weight
with reports as (
    select
        last_day(make_date(digital_project.year, digital_project.month, 1)) as reported_on,
        digital_project.project,
        digital_project.unit,
        digital_project.weight,
        digital_project.planned_progress,
        digital_project.actual_progress
    from digital_project
),

periods as (
    select distinct reports.reported_on as period
    from reports
),

standing as (
    select
        periods.period,
        reports.project,
        arg_max(reports.unit, reports.reported_on) as unit,
        arg_max(reports.weight, reports.reported_on) as weight,
        arg_max(reports.planned_progress, reports.reported_on) as planned,
        arg_max(reports.actual_progress, reports.reported_on) filter (where reports.actual_progress is not null) as actual
    from periods
    join reports on reports.reported_on <= periods.period
    group by
        periods.period,
        reports.project
)

select
    standing.period,
    standing.unit,
    coalesce(sum(standing.actual * standing.weight), 0) / 100 as numerator,
    coalesce(sum(standing.planned * standing.weight) filter (where standing.actual is not null), 0) / 100 as denominator,
    count(standing.actual) as cases
from standing
group by
    standing.period,
    standing.unit
