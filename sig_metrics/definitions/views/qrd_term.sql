-- grain: one row a case × procedure (as registered, as reclassified) × obligation (response, referral), with its due date
-- Days run from the day after the start (TUO LPAG art. 144.1). Response: DS 007-2020-PCM art. 14 for claims, internal terms
-- for the rest. Referral: art. 16.1, claims only. An observation suspends the term from the day after it (art. 16.1.b) to the
-- correction (`resumed_on`), so it must come before the last day: then the term is spent (TUO LPAG art. 145). A correction after
-- the answer changes nothing, nor one after a referral that was already late. While a suspension has no end there is no due
-- date; an answer within the bare term is on time, and what is done after it is late, judged that day (`judged_on`): nothing
-- rewrites the month of a term. A case reclassified to its own kind has no second procedure. `due_reason` says why a term
-- that is not suspended has no due date.
with procedures as (
    select
        qrd.case_number,
        1 as turn,
        qrd.kind,
        qrd.ut,
        qrd.registered_on as started_on,
        qrd.observed_on,
        qrd.corrected_on,
        qrd.answered_on,
        qrd.referred_on
    from qrd
    union all
    select
        qrd.case_number,
        2 as turn,
        qrd.reclassified_as as kind,
        qrd.ut,
        qrd.reclassified_on as started_on,
        qrd.observed_on,
        qrd.corrected_on,
        qrd.answered_on,
        qrd.referred_on
    from qrd
    where qrd.reclassified_as <> qrd.kind
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
        case
            when procedures.observed_on >= procedures.started_on and procedures.observed_on < term_due.due_on
                then procedures.observed_on
        end as suspended_on,
        procedures.corrected_on,
        procedures.answered_on,
        case rules.obligation
            when 'response' then procedures.answered_on
            else least(procedures.referred_on, procedures.answered_on)
        end as done_on,
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

resumptions as (
    select
        bases.case_number,
        bases.turn,
        bases.kind,
        bases.obligation,
        bases.started_on,
        bases.base_due_on,
        bases.base_due_reason,
        bases.calendar,
        bases.unit,
        bases.suspended_on,
        bases.answered_on,
        bases.done_on,
        case
            when bases.suspended_on is not null
                and (bases.answered_on is null or bases.corrected_on <= bases.answered_on)
                and (bases.done_on is null or bases.done_on <= bases.base_due_on or bases.corrected_on <= bases.done_on)
                then bases.corrected_on
        end as resumed_on
    from bases
),

terms as (
    select
        resumptions.case_number,
        resumptions.turn,
        resumptions.kind,
        resumptions.obligation,
        resumptions.started_on,
        resumptions.base_due_on,
        resumptions.base_due_reason,
        resumptions.suspended_on,
        resumptions.resumed_on,
        resumptions.done_on,
        if(
            resumptions.unit = 'working_days',
            resumed_day.position - observed_day.position,
            resumptions.resumed_on - resumptions.suspended_on
        ) as suspended_days,
        case
            when resumptions.suspended_on is null then resumptions.base_due_on
            when resumptions.resumed_on is not null and resumptions.unit = 'working_days' then due_day.day
            when resumptions.resumed_on is not null
                then resumptions.base_due_on + (resumptions.resumed_on - resumptions.suspended_on)::integer
            when resumptions.answered_on <= resumptions.base_due_on then resumptions.base_due_on
        end as due_on
    from resumptions
    left join working_day as observed_day
        on observed_day.calendar = resumptions.calendar
        and observed_day.day = resumptions.suspended_on
    left join working_day as resumed_day
        on resumed_day.calendar = resumptions.calendar
        and resumed_day.day = resumptions.resumed_on
    left join working_day as base_day
        on base_day.calendar = resumptions.calendar
        and base_day.day = resumptions.base_due_on
    left join working_day as due_day
        on due_day.calendar = resumptions.calendar
        and due_day.is_working
        and due_day.position = base_day.position + resumed_day.position - observed_day.position
)

select
    terms.case_number,
    terms.turn,
    terms.kind,
    terms.obligation,
    terms.started_on,
    terms.base_due_on,
    terms.suspended_on,
    terms.resumed_on,
    terms.suspended_on is not null as is_suspended,
    terms.suspended_days,
    terms.done_on,
    terms.due_on,
    case
        when terms.base_due_on is null then coalesce(terms.base_due_reason, 'no_term')
        when terms.resumed_on is not null and terms.due_on is null then 'no_calendar'
    end as due_reason,
    case
        when terms.suspended_on is null or terms.resumed_on is not null or terms.due_on is not null then terms.due_on
        when terms.done_on > terms.base_due_on then terms.done_on
    end as judged_on
from terms
