-- grain: one row a case: the procedure that rules its response, both due dates and whether each was met
-- A reclassified case leaves its first procedure only if that one was neither answered, closed nor overdue by then: a term
-- that lapsed stays lapsed. A case that was archived or referred out on or before the day it is judged is not, nor one
-- registered before its term existed. The referral of a claim is not judged either if it was reclassified by then, even
-- if it had been referred: it was evaluated (SEG-08); that of a claim that was filed as another kind never was due.
with reclassified as (
    select
        second_term.case_number,
        second_term.started_on as reclassified_on
    from qrd_term as second_term
    join qrd_term as first_term
        on first_term.case_number = second_term.case_number
        and first_term.obligation = 'response'
        and first_term.turn = 1
    join qrd on qrd.case_number = second_term.case_number
    where second_term.obligation = 'response'
        and second_term.turn = 2
        and (
            least(first_term.judged_on, qrd.answered_on, qrd.closed_on) is null
            or second_term.started_on <= least(first_term.judged_on, qrd.answered_on, qrd.closed_on)
        )
),

clocks as (
    select
        qrd.case_number,
        response.kind,
        response.turn,
        qrd.unit,
        qrd.ut,
        qrd.reason,
        qrd.registered_on,
        reclassified.reclassified_on,
        response.started_on,
        response.is_suspended,
        response.suspended_days,
        response.due_on,
        response.due_reason,
        response.judged_on,
        qrd.answered_on,
        qrd.closed_on,
        least(response.judged_on, qrd.answered_on) as decided_on,
        referral.due_on as referral_due_on,
        referral.judged_on as referral_judged_on,
        referral.done_on as referred_on,
        least(qrd.closed_on, case when qrd.reclassified_as <> qrd.kind then qrd.reclassified_on end) as evaluated_on
    from qrd
    left join reclassified on reclassified.case_number = qrd.case_number
    join qrd_term as response
        on response.case_number = qrd.case_number
        and response.obligation = 'response'
        and response.turn = case when reclassified.case_number is null then 1 else 2 end
    left join qrd_term as referral
        on referral.case_number = qrd.case_number
        and referral.obligation = 'referral'
        and referral.turn = 1
)

select
    clocks.case_number,
    clocks.kind,
    clocks.turn,
    clocks.unit,
    clocks.ut,
    clocks.reason,
    clocks.registered_on,
    clocks.reclassified_on,
    clocks.started_on,
    clocks.is_suspended,
    clocks.suspended_days,
    clocks.due_on,
    clocks.due_reason,
    clocks.judged_on,
    clocks.answered_on,
    clocks.closed_on,
    clocks.decided_on,
    clocks.judged_on is not null
        and (
            clocks.closed_on is null
            or clocks.closed_on > clocks.decided_on
            or coalesce(clocks.answered_on <= clocks.closed_on, false)
        ) as is_judged,
    clocks.judged_on is not null
        and (
            clocks.closed_on is null
            or clocks.closed_on > clocks.judged_on
            or coalesce(clocks.answered_on <= clocks.closed_on, false)
        ) as is_due_judged,
    coalesce(clocks.answered_on <= clocks.due_on, false) as is_on_time,
    clocks.referral_due_on,
    clocks.referral_judged_on,
    clocks.referred_on,
    clocks.referral_judged_on is not null
        and (clocks.evaluated_on is null or clocks.evaluated_on > clocks.referral_judged_on) as is_referral_judged,
    coalesce(clocks.referred_on <= clocks.referral_due_on, false) as is_referral_on_time
from clocks
