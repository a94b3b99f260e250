-- grain: one row a month end × project with a report by then: its last planned and its last reported progress (points of 100)
-- An application brings its last planned value even where the month was not reported (MEJ-06); a digital project, the same (SEG-19).
with reports as (
    select
        'app_project' as register,
        app_project.project,
        app_project.name,
        null as unit,
        last_day(make_date(app_project.year, app_project.month, 1)) as reported_on,
        app_project.weight,
        app_project.planned,
        app_project.actual
    from app_project
    union all
    select
        'digital_project' as register,
        digital_project.project,
        digital_project.name,
        digital_project.unit,
        last_day(make_date(digital_project.year, digital_project.month, 1)) as reported_on,
        digital_project.weight,
        digital_project.planned_progress as planned,
        digital_project.actual_progress as actual
    from digital_project
)

select
    month_end.period,
    reports.register,
    reports.project,
    arg_max(reports.name, reports.reported_on) as name,
    arg_max(reports.unit, reports.reported_on) as unit,
    arg_max(reports.weight, reports.reported_on) as weight,
    arg_max(reports.planned, reports.reported_on) as planned,
    arg_max(reports.actual, reports.reported_on) filter (where reports.actual is not null) as actual,
    max(reports.reported_on) filter (where reports.actual is not null) as reported_on
from month_end
join reports on reports.reported_on <= month_end.period
group by
    month_end.period,
    reports.register,
    reports.project
