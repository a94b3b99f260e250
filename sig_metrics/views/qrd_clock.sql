-- grain: one row a case: the procedure that rules its response, both due dates and whether each was met
-- A reclassified case leaves its first procedure only if that one was neither answered nor overdue by then: a term
-- that lapsed stays lapsed. A case that was archived or referred out on or before the due date is not judged,
-- nor one registered before its term existed.
with reclassified as (
    select distinct second_term.case_number
    from qrd_term as second_term
    join qrd_term as first_term
        on first_term.case_number = second_term.case_number
        and first_term.obligation = 'response'
        and first_term.turn = 1
    join qrd on qrd.case_number = second_term.case_number
    where second_term.obligation = 'response'
        and second_term.turn = 2
        and (
            least(first_term.due_on, qrd.answered_on) is null
            or second_term.started_on <= least(first_term.due_on, qrd.answered_on)
        )
)

select
    qrd.case_number,
    response.kind,
    qrd.unit,
    qrd.ut,
    qrd.registered_on,
    response.started_on,
    response.is_suspended,
    response.suspended_days,
    response.due_on,
    response.due_reason,
    qrd.answered_on,
    qrd.closed_on,
    least(response.due_on, qrd.answered_on) as decided_on,
    response.base_due_on is not null
        and response.due_reason is null
        and least(response.due_on, qrd.answered_on) is not null
        and (
            qrd.closed_on is null
            or qrd.closed_on > least(response.due_on, qrd.answered_on)
            or coalesce(qrd.answered_on <= qrd.closed_on, false)
        ) as is_judged,
    response.due_on is not null
        and (
            qrd.closed_on is null
            or qrd.closed_on > response.due_on
            or coalesce(qrd.answered_on <= qrd.closed_on, false)
        ) as is_due_judged,
    coalesce(qrd.answered_on <= coalesce(response.due_on, qrd.answered_on), false) as is_on_time,
    referral.due_on as referral_due_on,
    case when referral.case_number is not null then least(qrd.referred_on, qrd.answered_on) end as referred_on,
    referral.due_on is not null
        and (
            least(qrd.closed_on, qrd.reclassified_on) is null
            or least(qrd.closed_on, qrd.reclassified_on) > referral.due_on
            or coalesce(least(qrd.referred_on, qrd.answered_on) <= least(qrd.closed_on, qrd.reclassified_on), false)
        ) as is_referral_judged,
    coalesce(least(qrd.referred_on, qrd.answered_on) <= referral.due_on, false) as is_referral_on_time
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
