-- grain: one row a month of the year of the cut-off × activity × month × state at the end of the first of the deliverables that the version of the plan that rules then programmed in the second; with a unit, of those that it owes
select
    slot_state.period,
    slot_state.activity,
    slot_state.month,
    slot_state.state,
    count(*) as n
from slot_state
where slot_state.period between date_trunc('year', $cutoff::date) and $cutoff
    and list_contains($plans, strftime(slot_state.period, '%Y-%m') || '.' || slot_state.year || '.' || slot_state.version)
    and (
        $unit is null
        or exists (
            select 1
            from slot_owner as owner
            where owner.year = slot_state.year
                and owner.version = slot_state.version
                and owner.activity = slot_state.activity
                and owner.month = slot_state.month
                and owner.item = slot_state.item
                and owner.unit = $unit
        )
    )
group by all
