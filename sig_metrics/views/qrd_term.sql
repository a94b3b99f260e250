-- grain: one row a case × procedure (as registered, as reclassified) × obligation (response, referral), with its due date
-- Days run from the day after the start (TUO LPAG art. 144.1). Response: DS 007-2020-PCM art. 14 for claims, internal terms
-- for the rest. Referral: art. 16.1, claims only. An observation made before the term lapsed suspends it (art. 16.1.b) by
-- the days of the term from the day after it to the correction; without a correction there is no due date yet.
-- `due_reason` says why a term that is not suspended has no due date.
with procedures as (
    select
        qrd.case_number,
        1 as turn,
        qrd.kind,
        qrd.ut,
        qrd.registered_on as started_on,
        qrd.observed_on,
        qrd.corrected_on
    from qrd
    union all
    select
        qrd.case_number,
        2 as turn,
        qrd.reclassified_as as kind,
        qrd.ut,
        qrd.reclassified_on as started_on,
        qrd.observed_on,
        qrd.corrected_on
    from qrd
    where qrd.reclassified_as is not null
        and qrd.reclassified_on is not null
),

rules as (
    select
        unnest(['claim', 'complaint', 'denunciation', 'claim']) as kind,
        unnest(['response', 'response', 'response', 'referral']) as obligation,
        unnest(['claim_response', 'complaint_internal', 'denunciation_internal', 'claim_referral']) as term
),

bases as (
    select
        procedures.case_number,
        procedures.turn,
        procedures.kind,
        rules.obligation,
        procedures.started_on,
        case when procedures.observed_on between procedures.started_on and term_due.due_on then procedures.observed_on end as suspended_on,
        procedures.corrected_on,
        term_due.calendar,
        term_due.unit,
        term_due.due_on as base_due_on,
        term_due.due_reason as base_due_reason
    from procedures
    join rules on rules.kind = procedures.kind
    left join term_due
        on term_due.term = rules.term
        and term_due.ut is not distinct from procedures.ut
        and term_due.day = procedures.started_on
),

moved as (
    select
        bases.case_number,
        bases.turn,
        bases.kind,
        bases.obligation,
        bases.started_on,
        bases.suspended_on,
        bases.corrected_on,
        bases.base_due_on,
        bases.base_due_reason,
        if(bases.unit = 'working_days', corrected_day.position - observed_day.position, bases.corrected_on - bases.suspended_on) as suspended_days,
        case
            when bases.suspended_on is null then bases.base_due_on
            when bases.unit = 'working_days' then due_day.day
            else bases.base_due_on + (bases.corrected_on - bases.suspended_on)::integer
        end as due_on
    from bases
    left join working_day as observed_day
        on observed_day.calendar = bases.calendar
        and observed_day.day = bases.suspended_on
    left join working_day as corrected_day
        on corrected_day.calendar = bases.calendar
        and corrected_day.day = bases.corrected_on
    left join working_day as base_day
        on base_day.calendar = bases.calendar
        and base_day.day = bases.base_due_on
    left join working_day as due_day
        on due_day.calendar = bases.calendar
        and due_day.is_working
        and due_day.position = base_day.position + corrected_day.position - observed_day.position
)

select
    moved.case_number,
    moved.turn,
    moved.kind,
    moved.obligation,
    moved.started_on,
    moved.base_due_on,
    moved.suspended_on is not null as is_suspended,
    moved.suspended_days,
    moved.due_on,
    case
        when moved.base_due_on is null then coalesce(moved.base_due_reason, 'no_term')
        when moved.corrected_on is not null and moved.due_on is null then 'no_calendar'
    end as due_reason
from moved
