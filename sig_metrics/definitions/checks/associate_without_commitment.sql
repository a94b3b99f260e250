-- grain: one row an associate above low risk, with no end of the relation, that signed no commitment
select
    business_associate.associate,
    business_associate.kind,
    business_associate.bribery_risk
from business_associate
where business_associate.bribery_risk in ('medium', 'high')
    and business_associate.commitment = 'no'
    and business_associate.related_until is null
