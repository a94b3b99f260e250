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
        procedures.observed_on,
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
),

suspensions as (
    select
        bases.case_number,
        bases.turn,
        bases.obligation,
        corrected_day.position - observed_day.position as suspended_days
    from bases
    join working_day as observed_day on observed_day.day = bases.observed_on
    left join working_day as corrected_day on corrected_day.day = bases.corrected_on
    where bases.observed_on between bases.started_on and bases.base_due_on
)

select
    bases.case_number,
    bases.turn,
    bases.kind,
    bases.obligation,
    bases.started_on,
    bases.base_due_on,
    suspensions.case_number is not null as is_suspended,
    suspensions.suspended_days,
    due_day.day as due_on
from bases
left join suspensions
    on suspensions.case_number = bases.case_number
    and suspensions.turn = bases.turn
    and suspensions.obligation = bases.obligation
left join working_day as due_day
    on due_day.is_working
    and due_day.position = bases.base_position
        + case when suspensions.case_number is null then 0 else suspensions.suspended_days end
