-- grain: one row a month with any progress report × project with an actual progress by then × part: the report that gives it
with reports as (
    select
        last_day(make_date(digital_project.year, digital_project.month, 1)) as reported_on,
        digital_project.project,
        digital_project.unit,
        digital_project.weight,
        digital_project.planned_progress,
        digital_project.actual_progress,
        to_json(digital_project) as origin
    from digital_project
),

periods as (
    select distinct reports.reported_on as period
    from reports
),

standing as (
    select
        periods.period,
        arg_max(reports.unit, reports.reported_on) as unit,
        arg_max(reports.weight, reports.reported_on) as weight,
        arg_max(reports.planned_progress, reports.reported_on) as planned,
        arg_max(reports.origin, reports.reported_on) filter (where reports.planned_progress is not null) as planned_in,
        arg_max(reports.actual_progress, reports.reported_on) as actual,
        arg_max(reports.origin, reports.reported_on) filter (where reports.actual_progress is not null) as actual_in
    from periods
    join reports on reports.reported_on <= periods.period
    group by
        periods.period,
        reports.project
    having count(reports.actual_progress) > 0
)

select
    standing.period,
    standing.unit,
    'numerator' as part,
    standing.actual * standing.weight / 100 as amount,
    'digital_project' as carrier,
    standing.actual_in as origin
from standing
union all
select
    standing.period,
    standing.unit,
    'denominator' as part,
    standing.planned * standing.weight / 100 as amount,
    'digital_project' as carrier,
    standing.planned_in as origin
from standing
