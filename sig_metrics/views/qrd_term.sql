-- grain: one row a case × procedure (as registered, as reclassified) × obligation (response, referral), with its due date
-- Days run from the day after the start (TUO LPAG art. 144.1). Response: DS 007-2020-PCM art. 14 for claims, internal terms
-- for the rest. Referral: art. 16.1, claims only. An observation made before the term lapsed suspends it (art. 16.1.b) by
-- the working days from the day after it to the correction; without a correction there is no due date yet.
with procedures as (
    select
        qrd.case_number,
        1 as turn,
        qrd.kind,
        qrd.registered_on as started_on,
        qrd.observed_on,
        qrd.corrected_on
    from qrd
    union all
    select
        qrd.case_number,
        2 as turn,
        qrd.reclassified_as as kind,
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
        case when procedures.observed_on between procedures.started_on and base_day.day then procedures.observed_on end as suspended_on,
        procedures.corrected_on,
        base_day.day as base_due_on,
        base_day.position as base_position
    from procedures
    join rules on rules.kind = procedures.kind
    left join working_term
        on working_term.term = rules.term
        and working_term.valid_from <= procedures.started_on
        and (working_term.valid_until is null or working_term.valid_until >= procedures.started_on)
    left join working_day as start_day on start_day.day = procedures.started_on
    left join working_day as base_day
        on base_day.position = start_day.position + working_term.quantity
        and base_day.is_working
)

select
    bases.case_number,
    bases.turn,
    bases.kind,
    bases.obligation,
    bases.started_on,
    bases.base_due_on,
    observed_day.day is not null as is_suspended,
    corrected_day.position - observed_day.position as suspended_days,
    due_day.day as due_on
from bases
left join working_day as observed_day on observed_day.day = bases.suspended_on
left join working_day as corrected_day on corrected_day.day = bases.corrected_on
left join working_day as due_day
    on due_day.is_working
    and due_day.position = bases.base_position
        + case when observed_day.day is null then 0 else corrected_day.position - observed_day.position end
