-- grain: one row a parameter in force on a day, of those whose name is asked for
select parameter_in_force.value
from parameter_in_force
where parameter_in_force.parameter = $named
    and parameter_in_force.valid_from <= $day
    and (parameter_in_force.valid_until is null or parameter_in_force.valid_until >= $day)
