-- grain: one row a month in which the internal term of a case ended × unit × territorial unit × kind
with cases as (
    select
        qrd_clock.judged_on as due_on,
        qrd_clock.unit,
        qrd_clock.ut,
        qrd_clock.kind,
        qrd_clock.is_on_time
    from qrd_clock
    where qrd_clock.kind in ('complaint', 'denunciation')
        and qrd_clock.is_due_judged
    union all
    select
        suggestion_clock.due_on,
        suggestion_clock.unit,
        suggestion_clock.ut,
        'suggestion' as kind,
        suggestion_clock.is_on_time
    from suggestion_clock
    where suggestion_clock.is_judged
)

select
    last_day(cases.due_on) as period,
    cases.unit,
    cases.ut,
    cases.kind,
    count(*) filter (where cases.is_on_time) as numerator,
    count(*) as denominator
from cases
group by
    last_day(cases.due_on),
    cases.unit,
    cases.ut,
    cases.kind
