-- grain: one row a month of the year of the cut-off × project of a register at its end, with its planned and actual advance as shares of 1
-- Digital projects are of units; applications are of none, and are always all.
select
    project_state.period,
    project_state.project,
    project_state.name,
    project_state.planned / 100 as planned,
    project_state.actual / 100 as actual,
    project_state.weight,
    project_state.reported_on
from project_state
where project_state.period between date_trunc('year', $cutoff::date) and $cutoff
    and project_state.register = $register
    and ($unit is null or project_state.register = 'app_project' or list_contains(string_split(project_state.unit, '/'), $unit))
order by project_state.period, project_state.project
