-- grain: one row a month whose projects do not weigh 100 in all
select
    digital_project.year,
    digital_project.month,
    count(*) as projects,
    sum(digital_project.weight) as weight
from digital_project
group by
    digital_project.year,
    digital_project.month
having abs(sum(digital_project.weight) - 100) > 0.01
