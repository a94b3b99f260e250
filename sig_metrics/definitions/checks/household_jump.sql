-- grain: one row a bimester × territorial unit whose affiliated households differ over 50 % from the bimester before
-- 50 % is a proposed limit: the greatest change between two bimesters of the demonstration is far below it.
with ordered as (
    select
        household.year,
        household.bimester,
        household.ut,
        household.affiliated,
        lag(household.affiliated) over (
            partition by household.ut
            order by household.year, household.bimester
        ) as affiliated_before
    from household
)

select
    ordered.year,
    ordered.bimester,
    ordered.ut,
    ordered.affiliated_before,
    ordered.affiliated
from ordered
where abs(ordered.affiliated - ordered.affiliated_before) > 0.5 * ordered.affiliated_before
