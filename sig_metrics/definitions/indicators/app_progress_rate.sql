-- grain: one row a month end, from the first month of the schedule on: weighted points, actual and planned
-- Each application brings its last planned and its last reported progress: an unreported month adds no progress.
with progress as (
    select
        app_project.project,
        last_day(make_date(app_project.year, app_project.month, 1)) as month,
        app_project.weight,
        app_project.planned,
        app_project.actual
    from app_project
),

known as (
    select
        month_end.period,
        progress.project,
        arg_max(progress.weight, progress.month) as weight,
        arg_max(progress.planned, progress.month) as planned,
        coalesce(arg_max(progress.actual, progress.month) filter (where progress.actual is not null), 0) as actual
    from month_end
    join progress on progress.month <= month_end.period
    group by
        month_end.period,
        progress.project
)

select
    known.period,
    sum(known.weight * known.actual) / 100 as numerator,
    sum(known.weight * known.planned) / 100 as denominator,
    count(*) as cases
from known
group by known.period
