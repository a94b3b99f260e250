-- grain: one row a month end × systems × unit × kind with a finding of an audit executed by then
with findings as (
    select
        month_end.period,
        finding.systems,
        finding.unit,
        finding.kind,
        finding.committed_on,
        finding.closed_on,
        finding.committed_on <= month_end.period
            and (
                finding.committed_on >= date_trunc('year', month_end.period)
                or finding.closed_on is null
                or finding.closed_on >= date_trunc('year', month_end.period)
            ) as is_due
    from month_end
    join audit on audit.executed_on <= month_end.period
    join finding
        on finding.audit = audit.audit
        and finding.kind in ('major', 'minor', 'observation')
)

select
    findings.period,
    findings.systems as system,
    findings.unit,
    findings.kind,
    count(*) filter (where findings.is_due and findings.closed_on <= findings.committed_on) as numerator,
    count(*) filter (where findings.is_due) as denominator
from findings
group by
    findings.period,
    findings.systems,
    findings.unit,
    findings.kind
