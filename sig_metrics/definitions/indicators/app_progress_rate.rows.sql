-- grain: one row a month end × application of the schedule by then × part: the report that gives it
with progress as (
    select
        app_project.project,
        last_day(make_date(app_project.year, app_project.month, 1)) as month,
        app_project.weight,
        app_project.planned,
        app_project.actual,
        to_json(app_project) as origin
    from app_project
),

known as (
    select
        month_end.period,
        arg_max(progress.weight, progress.month) as weight,
        arg_max(progress.planned, progress.month) as planned,
        arg_max(progress.origin, progress.month) filter (where progress.planned is not null) as planned_in,
        arg_max(progress.actual, progress.month) as actual,
        arg_max(progress.origin, progress.month) filter (where progress.actual is not null) as actual_in
    from month_end
    join progress on progress.month <= month_end.period
    group by
        month_end.period,
        progress.project
)

select
    known.period,
    'numerator' as part,
    known.weight * known.actual / 100 as amount,
    'app_project' as carrier,
    known.actual_in as origin
from known
where known.actual is not null
union all
select
    known.period,
    'denominator' as part,
    known.weight * known.planned / 100 as amount,
    'app_project' as carrier,
    known.planned_in as origin
from known
