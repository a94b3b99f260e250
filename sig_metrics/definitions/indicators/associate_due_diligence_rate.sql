-- grain: one row a month end × kind of associate × bribery risk above low; severity holds the risk
with states as (
    select
        month_end.period,
        business_associate.associate,
        business_associate.kind,
        business_associate.bribery_risk,
        business_associate.related_until is null
            or business_associate.related_until >= month_end.period as is_related
    from month_end
    join business_associate on business_associate.related_from <= month_end.period
    where business_associate.bribery_risk in ('medium', 'high')
),

covered as (
    select distinct
        month_end.period,
        due_diligence.associate
    from month_end
    join due_diligence
        on due_diligence.due_diligence_on <= month_end.period
        and due_diligence.valid_until >= month_end.period
)

select
    states.period,
    states.kind,
    states.bribery_risk as severity,
    count(*) filter (where states.is_related and covered.associate is not null) as numerator,
    count(*) filter (where states.is_related) as denominator
from states
left join covered
    on covered.period = states.period
    and covered.associate = states.associate
group by
    states.period,
    states.kind,
    states.bribery_risk
