-- grain: one row a month whose applications do not weigh 100 in all
select
    app_project.year,
    app_project.month,
    count(*) as projects,
    sum(app_project.weight) as weight
from app_project
group by
    app_project.year,
    app_project.month
having abs(sum(app_project.weight) - 100) > 0.01
