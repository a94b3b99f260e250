-- grain: one row a month of a project whose progress is below that of an earlier month
with progress as (
    select
        digital_project.project,
        digital_project.year,
        digital_project.month,
        digital_project.actual_progress,
        max(digital_project.actual_progress) over (
            partition by digital_project.project
            order by digital_project.year, digital_project.month
            rows between unbounded preceding and 1 preceding
        ) as reached
    from digital_project
)

select
    progress.project,
    progress.year,
    progress.month,
    progress.actual_progress,
    progress.reached
from progress
where progress.actual_progress < progress.reached
