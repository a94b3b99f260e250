-- grain: one row a programmed deliverable or a document (version × activity × month × item) × unit that answers for it
-- The document that names it says whose it is, if that unit is of the activity; else, when a month programs as many as
-- the activity has units, each unit has its own in the order of the plan; else it is of all of them. The documents of an
-- activity that a version took out are told apart as the last version that had it says.
with units as (
    select
        activity_version.year,
        activity_version.version,
        activity_version.activity,
        activity_version.described_by,
        unnest(string_split(plan_activity.units, '/')) as unit,
        generate_subscripts(string_split(plan_activity.units, '/'), 1) as place,
        len(string_split(plan_activity.units, '/')) as several
    from activity_version
    join plan_activity
        on plan_activity.year = activity_version.year
        and plan_activity.version = activity_version.described_by
        and plan_activity.activity = activity_version.activity
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
        activity_version.year,
        activity_version.version,
        activity_version.activity,
        deliverable.programmed_month as month,
        deliverable.item
    from activity_version
    join deliverable
        on deliverable.year = activity_version.year
        and deliverable.activity = activity_version.activity
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
    and plan_schedule.version = units.described_by
    and plan_schedule.activity = keys.activity
    and plan_schedule.month = keys.month
where case
        when named.unit is not null then units.unit = named.unit
        when plan_schedule.quantity = units.several and keys.item <= units.several then units.place = keys.item
        else true
    end
