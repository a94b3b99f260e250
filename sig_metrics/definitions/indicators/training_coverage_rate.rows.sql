-- grain: one row a month end with headcount × unit (its servers), and one more an event of the year by then × unit: the servers whose last event it was, never one of them alone by name
with periods as (
    select distinct headcount.period
    from headcount
),

trained as (
    select
        periods.period,
        arg_max(training_attendance.unit, strftime(training.held_on, '%Y%m%d') || training.training) as unit,
        arg_max(training.training, strftime(training.held_on, '%Y%m%d') || training.training) as training
    from periods
    join training
        on training.held_on <= periods.period
        and year(training.held_on) = year(periods.period)
    join training_attendance on training_attendance.training = training.training
    group by
        periods.period,
        training_attendance.server_pseudo_id
),

attended as (
    select
        trained.period,
        trained.unit,
        trained.training,
        count(*) as servers
    from trained
    group by
        trained.period,
        trained.unit,
        trained.training
)

select
    attended.period,
    attended.unit,
    'numerator' as part,
    attended.servers as amount,
    'training' as carrier,
    to_json(training.training) as origin
from attended
join training on training.training = attended.training
semi join headcount
    on headcount.period = attended.period
    and headcount.unit = attended.unit
union all
select
    headcount.period,
    headcount.unit,
    'denominator' as part,
    headcount.servers as amount,
    'headcount' as carrier,
    to_json(headcount) as origin
from headcount
