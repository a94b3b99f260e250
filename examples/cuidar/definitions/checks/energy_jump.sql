select
    energy_use.year,
    energy_use.month,
    energy_use.unit,
    energy_use.used,
    earlier.used as before
from energy_use
join energy_use as earlier
    on earlier.unit = energy_use.unit
    and earlier.year * 12 + earlier.month = energy_use.year * 12 + energy_use.month - 1
where energy_use.used > 2 * earlier.used
order by
    energy_use.year,
    energy_use.month,
    energy_use.unit
