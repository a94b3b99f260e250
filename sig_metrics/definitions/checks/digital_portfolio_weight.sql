-- grain: one row a month whose projects weigh over 100, and the last month of the register if they do not weigh 100
-- A portfolio grows as its projects start: before the last month a sum under 100 says nothing.
with months as (
    select
        digital_project.year,
        digital_project.month,
        count(*) as projects,
        sum(digital_project.weight) as weight,
        row_number() over (order by digital_project.year desc, digital_project.month desc) as from_last
    from digital_project
    group by
        digital_project.year,
        digital_project.month
)

select
    months.year,
    months.month,
    months.projects,
    months.weight
from months
where months.weight > 100.01
    or (months.from_last = 1 and months.weight < 99.99)
