-- grain: one row a month of the year with milestones planned for it, and how many are done at the cut-off
select
    last_day(milestone_state.planned_on) as month,
    count(*) as planned,
    count(*) filter (where milestone_state.is_done) as done
from milestone_state
where milestone_state.period = $cutoff
    and year(milestone_state.planned_on) = $year
group by all
