-- grain: one row a month end × standard, from the first requirement on: the baseline as it stood that day
with first_days as (
    select
        sst_requirement.standard,
        min(sst_requirement.identified_on) as first_day
    from sst_requirement
    group by sst_requirement.standard
)

select
    month_end.period,
    sst_requirement.standard as kind,
    count(*) filter (
        where sst_requirement.applies = 'applicable'
            and sst_requirement.identified_on <= month_end.period
            and sst_requirement.implemented_on <= month_end.period
    ) as numerator,
    count(*) filter (
        where sst_requirement.applies = 'applicable'
            and sst_requirement.identified_on <= month_end.period
    ) as denominator
from month_end
join first_days on first_days.first_day <= month_end.period
join sst_requirement on sst_requirement.standard = first_days.standard
group by
    month_end.period,
    sst_requirement.standard
