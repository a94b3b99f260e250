-- grain: one row a month of the year of the cut-off × activity × programmed month with documents delivered by the first without a number; with a unit, of what it owes
select
    month_end.period,
    deliverable.activity,
    deliverable.programmed_month as month,
    count(*) as n
from month_end
join plan_version
    on list_contains($plans, strftime(month_end.period, '%Y-%m') || '.' || plan_version.year || '.' || plan_version.version)
join deliverable on deliverable.year = plan_version.year
where month_end.period between date_trunc('year', $cutoff::date) and $cutoff
    and deliverable.delivered_on <= month_end.period
    and deliverable.document_number is null
    and deliverable.state in ('delivered', 'validated')
    and (
        $unit is null
        or exists (
            select 1
            from slot_owner as owner
            where owner.year = deliverable.year
                and owner.version = plan_version.version
                and owner.activity = deliverable.activity
                and owner.month = deliverable.programmed_month
                and owner.item = deliverable.item
                and owner.unit = $unit
        )
    )
group by all
