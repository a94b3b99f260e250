-- grain: one row an activity × dimension × value of it in either of two versions of the plan of a year
select
    activity_dimension.activity,
    activity_dimension.dimension,
    activity_dimension.value
from activity_dimension
where activity_dimension.year = $year
    and activity_dimension.version in ($before, $after)
