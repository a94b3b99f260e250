-- grain: one row a month end from the first approved update on: the update that was the last by then
select
    month_end.period,
    'numerator' as part,
    month_end.period - context_review.approved_on as amount,
    'context_review' as carrier,
    to_json(context_review) as origin
from month_end
join context_review on context_review.approved_on <= month_end.period
qualify row_number() over (
    partition by month_end.period
    order by
        context_review.approved_on desc,
        context_review.kind
) = 1
