-- grain: one row a month of the year of the cut-off × month of it with milestones planned for it, and how many are done at the end of the first
select
    milestone_state.period,
    last_day(milestone_state.planned_on) as month,
    count(*) as planned,
    count(*) filter (where milestone_state.is_done) as done
from milestone_state
where milestone_state.period between date_trunc('year', $cutoff::date) and $cutoff
    and year(milestone_state.planned_on) = year(milestone_state.period)
group by all
