-- grain: one row a month end × programmed deliverable of a plan that had begun: its state knowing only what was delivered by then
-- A plan is followed after its December too: what is overdue on the 31st stays so until it is delivered.
-- A delivery fills the slot it names. Then whatever is left over of the activity (another month, another
-- version of the plan) fills its oldest due slots, so that filled due slots = min(delivered, programmed).
with slots as (
    select
        plan_period.period,
        plan_slot.year,
        plan_slot.version,
        plan_slot.activity,
        plan_slot.month,
        plan_slot.item,
        plan_slot.due_on,
        plan_slot.due_on <= plan_period.period as is_due
    from plan_period
    join plan_slot on plan_slot.year = plan_period.year
),

deliveries as (
    select
        plan_period.period,
        plan_version.version,
        accepted_deliverable.year,
        accepted_deliverable.activity,
        accepted_deliverable.programmed_month,
        accepted_deliverable.item,
        accepted_deliverable.delivered_on
    from plan_period
    join plan_version on plan_version.year = plan_period.year
    join accepted_deliverable
        on accepted_deliverable.year = plan_period.year
        and accepted_deliverable.delivered_on <= plan_period.period
),

named as (
    select
        slots.period,
        slots.year,
        slots.version,
        slots.activity,
        slots.month,
        slots.item,
        slots.is_due,
        deliveries.delivered_on
    from slots
    join deliveries
        on deliveries.period = slots.period
        and deliveries.year = slots.year
        and deliveries.version = slots.version
        and deliveries.activity = slots.activity
        and deliveries.programmed_month = slots.month
        and deliveries.item = slots.item
),

left_over as (
    select
        deliveries.period,
        deliveries.year,
        deliveries.version,
        deliveries.activity,
        deliveries.programmed_month,
        deliveries.item,
        deliveries.delivered_on,
        row_number() over (
            partition by deliveries.period, deliveries.year, deliveries.version, deliveries.activity
            order by deliveries.delivered_on, deliveries.programmed_month, deliveries.item
        ) as turn
    from deliveries
    anti join (select period, year, version, activity, month, item from named where is_due) as taken
        on taken.period = deliveries.period
        and taken.year = deliveries.year
        and taken.version = deliveries.version
        and taken.activity = deliveries.activity
        and taken.month = deliveries.programmed_month
        and taken.item = deliveries.item
),

free_due as (
    select
        slots.period,
        slots.year,
        slots.version,
        slots.activity,
        slots.month,
        slots.item,
        row_number() over (
            partition by slots.period, slots.year, slots.version, slots.activity
            order by slots.month, slots.item
        ) as turn
    from slots
    anti join named
        on named.period = slots.period
        and named.year = slots.year
        and named.version = slots.version
        and named.activity = slots.activity
        and named.month = slots.month
        and named.item = slots.item
    where slots.is_due
),

filled as (
    select
        named.period,
        named.year,
        named.version,
        named.activity,
        named.month,
        named.item,
        named.delivered_on,
        named.month as delivered_month,
        named.item as delivered_item
    from named
    where named.is_due
    union all
    select
        free_due.period,
        free_due.year,
        free_due.version,
        free_due.activity,
        free_due.month,
        free_due.item,
        left_over.delivered_on,
        left_over.programmed_month as delivered_month,
        left_over.item as delivered_item
    from free_due
    join left_over
        on left_over.period = free_due.period
        and left_over.year = free_due.year
        and left_over.version = free_due.version
        and left_over.activity = free_due.activity
        and left_over.turn = free_due.turn
    union all
    select
        named.period,
        named.year,
        named.version,
        named.activity,
        named.month,
        named.item,
        named.delivered_on,
        named.month as delivered_month,
        named.item as delivered_item
    from named
    join left_over
        on left_over.period = named.period
        and left_over.year = named.year
        and left_over.version = named.version
        and left_over.activity = named.activity
        and left_over.programmed_month = named.month
        and left_over.item = named.item
    where not named.is_due
        and not exists (
            select 1
            from free_due
            where free_due.period = left_over.period
                and free_due.year = left_over.year
                and free_due.version = left_over.version
                and free_due.activity = left_over.activity
                and free_due.turn = left_over.turn
        )
)

select
    slots.period,
    slots.year,
    slots.version,
    slots.activity,
    slots.month,
    slots.item,
    slots.due_on,
    filled.delivered_on,
    filled.delivered_month,
    filled.delivered_item,
    case
        when filled.delivered_on <= slots.due_on then 'on_time'
        when filled.delivered_on is not null then 'late'
        when slots.is_due then 'overdue'
        else 'pending'
    end as state,
    case
        when filled.delivered_on > slots.due_on then filled.delivered_on - slots.due_on
        when filled.delivered_on is null and slots.is_due then slots.period - slots.due_on
        else 0
    end as days_late
from slots
left join filled
    on filled.period = slots.period
    and filled.year = slots.year
    and filled.version = slots.version
    and filled.activity = slots.activity
    and filled.month = slots.month
    and filled.item = slots.item
