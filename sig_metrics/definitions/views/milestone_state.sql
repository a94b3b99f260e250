-- grain: one row a month end × requirement of the SGSST baseline that applies and was identified by then: its milestone that day
select
    month_end.period,
    sst_requirement.id,
    sst_requirement.standard,
    sst_requirement.clause,
    sst_requirement.requirement,
    sst_requirement.planned_on,
    sst_requirement.implemented_on,
    coalesce(sst_requirement.implemented_on <= month_end.period, false) as is_done
from month_end
join sst_requirement on sst_requirement.identified_on <= month_end.period
where sst_requirement.applies = 'applicable'
