-- grain: one row a month end from the first approved update on
select
    month_end.period,
    month_end.period - max(context_review.approved_on) as numerator,
    null as denominator
from month_end
join context_review on context_review.approved_on <= month_end.period
group by month_end.period
