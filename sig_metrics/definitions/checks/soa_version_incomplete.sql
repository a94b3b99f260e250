-- grain: one row a version of the SoA of 2013 without its 114 controls, or any version with more than one start date
select
    soa_control.version,
    count(*) as controls,
    count(distinct soa_control.valid_from) as start_dates
from soa_control
group by soa_control.version
having (soa_control.version like '2013-%' and count(*) <> 114)
    or count(distinct soa_control.valid_from) > 1
