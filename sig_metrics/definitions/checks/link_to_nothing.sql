-- grain: one row an action or an agreement that answers what no register has
-- The QRD are answered by the month in which they came; an indicator, by the code of its ficha.
with linked as (
    select
        'improvement_action' as register,
        improvement_action.action as id,
        improvement_action.unit,
        improvement_action.answers_kind,
        improvement_action.answers
    from improvement_action
    where improvement_action.answers is not null
    union all
    select
        'agreement' as register,
        agreement.agreement as id,
        agreement.unit,
        agreement.answers_kind,
        agreement.answers
    from agreement
    where agreement.answers is not null
),

known as (
    select
        'finding' as kind,
        finding.finding as code
    from finding
    union all
    select
        'agreement' as kind,
        agreement.agreement as code
    from agreement
    union all
    select
        'improvement_action' as kind,
        improvement_action.action as code
    from improvement_action
    union all
    select
        'risk' as kind,
        risk.risk as code
    from risk
    union all
    select
        'security_incident' as kind,
        security_incident.id as code
    from security_incident
    union all
    select
        'sst_event' as kind,
        sst_event.id as code
    from sst_event
    union all
    select
        'suggestion' as kind,
        suggestion.suggestion as code
    from suggestion
    union all
    select
        'qrd' as kind,
        strftime(qrd.registered_on, '%Y-%m') as code
    from qrd
    union all
    select
        'qrd' as kind,
        printf('%d-%02d', qrd_monthly.year, qrd_monthly.month) as code
    from qrd_monthly
    union all
    select
        'indicator' as kind,
        ficha_target.indicator as code
    from ficha_target
)

select
    linked.register,
    linked.id,
    linked.unit,
    linked.answers_kind,
    linked.answers
from linked
anti join known
    on known.kind = linked.answers_kind
    and known.code = linked.answers
