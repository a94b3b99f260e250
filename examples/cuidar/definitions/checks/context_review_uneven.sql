-- grain: one row a kind of analysis whose last update is more than 183 days before the last of all
with latest as (
    select max(context_review.approved_on) as approved_on
    from context_review
),

kinds as (
    select unnest(['swot', 'interested_parties']) as kind
),

by_kind as (
    select
        kinds.kind,
        max(context_review.approved_on) as approved_on
    from kinds
    left join context_review on context_review.kind = kinds.kind
    group by kinds.kind
)

select
    by_kind.kind,
    by_kind.approved_on,
    latest.approved_on as latest_on
from by_kind
cross join latest
where latest.approved_on is not null
    and (by_kind.approved_on is null or latest.approved_on - by_kind.approved_on > 183)
