-- grain: one row a month of the year up to the cut-off: a project as it stood (points of 100)
select
    project_state.period,
    project_state.planned,
    project_state.actual,
    project_state.reported_on,
    project_state.project,
    year(project_state.reported_on) as year,
    month(project_state.reported_on) as month
from project_state
where project_state.register = $register
    and project_state.project = $project
    and project_state.period between date_trunc('year', $cutoff::date) and $cutoff
order by project_state.period
