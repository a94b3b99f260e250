-- grain: one row a finding whose audit has no execution date
select
    finding.finding,
    finding.audit,
    finding.unit,
    audit.planned_on
from finding
join audit on audit.audit = finding.audit
where audit.executed_on is null
