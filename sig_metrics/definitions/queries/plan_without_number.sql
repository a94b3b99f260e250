-- grain: one row an activity × programmed month with documents delivered by the cut-off without a number; with a unit, of what it owes
select
    deliverable.activity,
    deliverable.programmed_month as month,
    count(*) as n
from deliverable
where deliverable.year = $year
    and deliverable.delivered_on <= $cutoff
    and deliverable.document_number is null
    and deliverable.state in ('delivered', 'validated')
    and (
        $unit is null
        or exists (
            select 1
            from slot_owner as owner
            where owner.year = deliverable.year
                and owner.version = $version
                and owner.activity = deliverable.activity
                and owner.month = deliverable.programmed_month
                and owner.item = deliverable.item
                and owner.unit = $unit
        )
    )
group by all
