-- grain: one row a commitment that may fall due: improvement action, risk treatment, audit finding or agreement
-- `known_on` is the day from which it counts, as in its indicator (SEG-02, SEG-04, MAN-06, MAN-07).
with first_evaluations as (
    select
        risk.risk,
        min(risk.evaluated_on) as evaluated_on,
        arg_min(risk.systems, risk.evaluated_on) as systems
    from risk
    group by risk.risk
)

select
    'improvement_action' as register,
    improvement_action.action as id,
    improvement_action.origin as kind,
    improvement_action.systems,
    improvement_action.unit,
    improvement_action.opened_on as known_on,
    improvement_action.committed_on as due_on,
    improvement_action.implemented_on as done_on,
    improvement_action.cancelled_on
from improvement_action
union all
select
    'risk_treatment' as register,
    risk_treatment.treatment as id,
    null as kind,
    first_evaluations.systems,
    risk_treatment.unit,
    first_evaluations.evaluated_on as known_on,
    risk_treatment.planned_on as due_on,
    risk_treatment.executed_on as done_on,
    risk_treatment.cancelled_on
from risk_treatment
join first_evaluations on first_evaluations.risk = risk_treatment.risk
union all
select
    'finding' as register,
    finding.finding as id,
    finding.kind,
    finding.systems,
    finding.unit,
    audit.executed_on as known_on,
    finding.committed_on as due_on,
    finding.closed_on as done_on,
    null as cancelled_on
from finding
join audit on audit.audit = finding.audit
where finding.kind in ('major', 'minor', 'observation')
union all
select
    'agreement' as register,
    agreement.agreement as id,
    agreement.kind,
    null as systems,
    agreement.unit,
    minutes.held_on as known_on,
    agreement.due_on,
    agreement.fulfilled_on as done_on,
    null as cancelled_on
from agreement
join minutes on minutes.minutes = agreement.minutes
