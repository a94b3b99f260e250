-- grain: one row a programmed deliverable or a document (version × activity × month × item) × unit that answers for it
-- The document that names it says whose it is, if that unit is of the activity; else, when a month programs as many as
-- the activity has units, each unit has its own in the order of the plan; else it is of all of them.
with units as (
    select
        plan_activity.year,
        plan_activity.version,
        plan_activity.activity,
        unnest(string_split(plan_activity.units, '/')) as unit,
        generate_subscripts(string_split(plan_activity.units, '/'), 1) as place,
        len(string_split(plan_activity.units, '/')) as several
    from plan_activity
),

keys as (
    select
        plan_slot.year,
        plan_slot.version,
        plan_slot.activity,
        plan_slot.month,
        plan_slot.item
    from plan_slot
    union
    select
        plan_activity.year,
        plan_activity.version,
        plan_activity.activity,
        deliverable.programmed_month as month,
        deliverable.item
    from plan_activity
    join deliverable
        on deliverable.year = plan_activity.year
        and deliverable.activity = plan_activity.activity
),

named as (
    select
        units.year,
        units.version,
        units.activity,
        deliverable.programmed_month as month,
        deliverable.item,
        units.unit
    from units
    join deliverable
        on deliverable.year = units.year
        and deliverable.activity = units.activity
        and deliverable.unit = units.unit
)

select
    keys.year,
    keys.version,
    keys.activity,
    keys.month,
    keys.item,
    units.unit,
    units.place
from keys
join units
    on units.year = keys.year
    and units.version = keys.version
    and units.activity = keys.activity
left join named
    on named.year = keys.year
    and named.version = keys.version
    and named.activity = keys.activity
    and named.month = keys.month
    and named.item = keys.item
left join plan_schedule
    on plan_schedule.year = keys.year
    and plan_schedule.version = keys.version
    and plan_schedule.activity = keys.activity
    and plan_schedule.month = keys.month
where case
        when named.unit is not null then units.unit = named.unit
        when plan_schedule.quantity = units.several and keys.item <= units.several then units.place = keys.item
        else true
    end
