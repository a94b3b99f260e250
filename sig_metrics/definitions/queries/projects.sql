-- grain: one row a project of a register at the cut-off, with its planned and actual advance as shares of 1
-- Digital projects are of units; applications are of none, and are always all.
select
    project_state.project,
    project_state.name,
    project_state.planned / 100 as planned,
    project_state.actual / 100 as actual,
    project_state.weight,
    project_state.reported_on
from project_state
where project_state.period = $cutoff
    and project_state.register = $register
    and ($unit is null or project_state.register = 'app_project' or list_contains(string_split(project_state.unit, '/'), $unit))
order by project_state.project
