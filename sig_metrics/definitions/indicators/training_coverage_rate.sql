-- grain: one row a month end with headcount × unit
with periods as (
    select distinct headcount.period
    from headcount
),

trained as (
    select
        periods.period,
        training_attendance.server_pseudo_id,
        arg_max(training_attendance.unit, strftime(training.held_on, '%Y%m%d') || training.training) as unit
    from periods
    join training
        on training.held_on <= periods.period
        and year(training.held_on) = year(periods.period)
    join training_attendance on training_attendance.training = training.training
    group by
        periods.period,
        training_attendance.server_pseudo_id
)

select
    headcount.period,
    headcount.unit,
    count(trained.server_pseudo_id) as numerator,
    any_value(headcount.servers) as denominator
from headcount
left join trained
    on trained.period = headcount.period
    and trained.unit = headcount.unit
group by
    headcount.period,
    headcount.unit
