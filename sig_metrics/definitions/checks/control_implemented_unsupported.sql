-- grain: one row a control of the SoA said to be implemented without evidence or without a review
select
    soa_control.version,
    soa_control.control,
    soa_control.name,
    soa_control.reviewed_on,
    soa_control.evidence
from soa_control
where soa_control.implementation = 'implemented'
    and (soa_control.evidence is null or soa_control.reviewed_on is null)
