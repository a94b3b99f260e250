-- grain: one row a month × unit that consumed
select
    last_day(make_date(energy_use.year, energy_use.month, 1)) as period,
    energy_use.unit,
    count(*) filter (where energy_use.used <= energy_use.foreseen) as numerator,
    count(*) as denominator
from energy_use
group by
    last_day(make_date(energy_use.year, energy_use.month, 1)),
    energy_use.unit
