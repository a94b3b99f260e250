-- grain: one row an activity × month × state of the deliverables that a version of the plan programmed in it; with a unit, of those that it owes
select
    slot_state.activity,
    slot_state.month,
    slot_state.state,
    count(*) as n
from slot_state
where slot_state.period = $cutoff
    and slot_state.year = $year
    and slot_state.version = $version
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
