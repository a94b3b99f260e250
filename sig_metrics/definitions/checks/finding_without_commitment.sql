-- grain: one row a finding, other than an opportunity, open and without a commitment date
select
    finding.finding,
    finding.audit,
    finding.kind,
    finding.unit
from finding
where finding.committed_on is null
    and finding.closed_on is null
    and finding.kind <> 'opportunity'
