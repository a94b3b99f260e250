-- grain: one row a business associate of a bribery risk with a relation in force at the cut-off, and its last due diligence
select
    business_associate.associate,
    business_associate.kind,
    business_associate.related_from,
    business_associate.commitment,
    max(due_diligence.valid_until) as valid_until
from business_associate
left join due_diligence
    on due_diligence.associate = business_associate.associate
    and due_diligence.due_diligence_on <= $cutoff
where business_associate.bribery_risk = $risk
    and business_associate.related_from <= $cutoff
    and (business_associate.related_until is null or business_associate.related_until >= $cutoff)
group by
    business_associate.associate,
    business_associate.kind,
    business_associate.related_from,
    business_associate.commitment
order by
    valid_until nulls first,
    business_associate.associate
