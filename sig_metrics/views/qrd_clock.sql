-- grain: one row a case: the procedure that rules its response, both due dates and whether each was met
-- A reclassified case leaves its first procedure only if that one was neither answered nor overdue by then: a term
-- that lapsed stays lapsed. A case that was archived or referred out on or before the due date is not judged,
-- nor one registered before its term existed.
with first_terms as (
    select
        qrd_term.case_number,
        least(qrd_term.due_on, qrd.answered_on) as decided_on
    from qrd_term
    join qrd on qrd.case_number = qrd_term.case_number
    where qrd_term.obligation = 'response'
        and qrd_term.turn = 1
),

ruling as (
    select
        qrd_term.case_number,
        max(qrd_term.turn) as turn
    from qrd_term
    join first_terms on first_terms.case_number = qrd_term.case_number
    where qrd_term.obligation = 'response'
        and (
            qrd_term.turn = 1
            or first_terms.decided_on is null
            or qrd_term.started_on <= first_terms.decided_on
        )
    group by qrd_term.case_number
),

referrals as (
    select
        qrd_term.case_number,
        qrd_term.due_on,
        least(qrd.referred_on, qrd.answered_on) as evaluated_on,
        least(qrd.closed_on, qrd.reclassified_on) as left_on
    from qrd_term
    join qrd on qrd.case_number = qrd_term.case_number
    where qrd_term.obligation = 'referral'
        and qrd_term.turn = 1
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
    qrd.answered_on,
    least(response.due_on, qrd.answered_on) as decided_on,
    response.base_due_on is not null
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
    referrals.due_on as referral_due_on,
    referrals.evaluated_on as referred_on,
    referrals.due_on is not null
        and (
            referrals.left_on is null
            or referrals.left_on > referrals.due_on
            or coalesce(referrals.evaluated_on <= referrals.left_on, false)
        ) as is_referral_judged,
    coalesce(referrals.evaluated_on <= referrals.due_on, false) as is_referral_on_time
from qrd
join ruling on ruling.case_number = qrd.case_number
join qrd_term as response
    on response.case_number = qrd.case_number
    and response.turn = ruling.turn
    and response.obligation = 'response'
left join referrals on referrals.case_number = qrd.case_number
