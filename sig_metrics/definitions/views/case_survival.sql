-- grain: one row a register × kind or unit (NULL: all) × clock (calendar, working days) × month end × days at which cases ended: the share still open after them
-- Kaplan and Meier, of the cases that were open some day of the twelve months up to the month end; one that came in before them counts since the age that it had
-- when they began (delayed entry), so that all that is open counts and what was answered long ago does not. Days of a suspension are not counted. A reopened case
-- comes in again. `lower` and `upper`: 95 %, on ln(-ln S) with the variance of Greenwood; where nothing is left (S = 0) there is none. Fewer than ten cases have no curve.
with leaves as (
    select
        row_number() over ()::integer as leaf,
        known.register,
        known.kind,
        known.unit
    from (
        select distinct
            case_spell.register,
            case_spell.kind,
            case_spell.unit
        from case_spell
    ) as known
),

wholes as (
    select
        row_number() over ()::integer as whole,
        sets.register,
        sets.kind,
        sets.unit,
        sets.leaves
    from (
        select
            leaves.register,
            coalesce(leaves.kind, if(grouping(leaves.kind) = 0, 'unknown', null)) as kind,
            coalesce(leaves.unit, if(grouping(leaves.unit) = 0, 'unknown', null)) as unit,
            list(leaves.leaf) as leaves
        from leaves
        group by grouping sets ((leaves.register), (leaves.register, leaves.kind), (leaves.register, leaves.unit))
    ) as sets
),

members as (
    select
        wholes.whole,
        unnest(wholes.leaves) as leaf
    from wholes
),

placed as (
    select
        leaves.leaf,
        case_spell.register,
        case_spell.case_id,
        case_spell.opening,
        case_spell.stage,
        case_spell.since,
        case_spell.until,
        case_spell.situation <> 'suspended' as is_running,
        case_spell.is_first,
        case_spell.is_last,
        case_spell.kind <> case_spell.kind_before as is_moved,
        coalesce(ut_calendar.ut, 'nacional') as calendar,
        since_day.position as since_position,
        if(case_spell.situation = 'suspended', 0, case_spell.until - case_spell.since) as calendar_days,
        if(case_spell.situation = 'suspended', 0, until_day.position - since_day.position) as working_days
    from case_spell
    join leaves
        on leaves.register = case_spell.register
        and leaves.kind is not distinct from case_spell.kind
        and leaves.unit is not distinct from case_spell.unit
    left join ut_calendar on ut_calendar.ut = case_spell.ut
    left join working_day as since_day
        on since_day.calendar = coalesce(ut_calendar.ut, 'nacional')
        and since_day.day = case_spell.since
    left join working_day as until_day
        on until_day.calendar = coalesce(ut_calendar.ut, 'nacional')
        and until_day.day = case_spell.until
),

added as (
    select
        placed.leaf,
        placed.register,
        placed.case_id,
        placed.opening,
        placed.stage,
        placed.since,
        placed.until,
        placed.is_running,
        placed.is_last,
        placed.calendar,
        placed.since_position,
        coalesce(sum(placed.calendar_days) over before, 0) as calendar_before,
        if(count(*) over before = count(placed.working_days) over before, coalesce(sum(placed.working_days) over before, 0), null) as working_before,
        last_value(placed.until) over whole as ended_on,
        sum(placed.calendar_days) over whole as calendar_ended,
        if(count(*) over whole = count(placed.working_days) over whole, sum(placed.working_days) over whole, null) as working_ended
    from placed
    where not (placed.is_first and placed.is_last)
    window
        before as (
            partition by placed.register, placed.case_id, placed.opening
            order by placed.stage
            rows between unbounded preceding and 1 preceding
        ),
        whole as (
            partition by placed.register, placed.case_id, placed.opening
            order by placed.stage
            rows between unbounded preceding and unbounded following
        )
    union all
    select
        placed.leaf,
        placed.register,
        placed.case_id,
        placed.opening,
        placed.stage,
        placed.since,
        placed.until,
        placed.is_running,
        placed.is_last,
        placed.calendar,
        placed.since_position,
        0 as calendar_before,
        0 as working_before,
        placed.until as ended_on,
        placed.calendar_days as calendar_ended,
        placed.working_days as working_ended
    from placed
    where placed.is_first
        and placed.is_last
),

moves as (
    select
        placed.leaf,
        placed.register,
        placed.case_id,
        placed.opening,
        placed.since,
        lead(placed.since, 1, date '9999-12-31') over (partition by placed.register, placed.case_id, placed.opening order by placed.stage) as next_since
    from placed
    where placed.is_moved
),

days as (
    select
        month_end.period,
        true as is_shown
    from month_end
    union all
    select
        last_day(month_end.period - interval 12 month) as period,
        false as is_shown
    from month_end
    where last_day(month_end.period - interval 12 month) not in (
        select shown.period
        from month_end as shown
        where shown.period is not null
    )
),

held as (
    select
        days.period,
        days.is_shown,
        added.leaf,
        added.register,
        added.case_id,
        added.opening,
        added.calendar_before + if(added.is_running, days.period - added.since, 0) as calendar_days,
        added.working_before + if(added.is_running, day_of.position - added.since_position, 0) as working_days,
        case when added.ended_on <= last_day(days.period + interval 12 month) then added.calendar_ended end as calendar_ended,
        case when added.ended_on <= last_day(days.period + interval 12 month) then added.working_ended end as working_ended
    from days
    join added
        on added.since <= days.period
        and (added.until is null or added.until > days.period)
    left join working_day as day_of
        on day_of.calendar = added.calendar
        and day_of.day = days.period
),

ended as (
    select
        last_day(added.until) as period,
        added.leaf,
        added.calendar_ended,
        added.working_ended,
        count(*) as cases
    from added
    where added.is_last
        and added.until is not null
    group by all
),

counted as (
    select
        month_end.period,
        ended.leaf,
        unnest([false, true]) as is_working,
        unnest([ended.calendar_ended, ended.working_ended]) as days,
        ended.cases as ended,
        0 as censored,
        0 as entered
    from ended
    join month_end
        on month_end.period >= ended.period
        and month_end.period < last_day(ended.period + interval 12 month)
    union all
    select
        held.period,
        held.leaf,
        unnest([false, true]) as is_working,
        unnest([held.calendar_days, held.working_days]) as days,
        0 as ended,
        1 as censored,
        0 as entered
    from held
    where held.is_shown
    union all
    select
        last_day(held.period + interval 12 month) as period,
        coalesce(moves.leaf, held.leaf) as leaf,
        unnest([false, true]) as is_working,
        unnest([
            least(held.calendar_days + 1, held.calendar_ended),
            least(held.working_days + 1, held.working_ended)
        ]) as days,
        0 as ended,
        0 as censored,
        1 as entered
    from held
    left join moves
        on moves.register = held.register
        and moves.case_id = held.case_id
        and moves.opening = held.opening
        and moves.since > held.period
        and moves.since <= last_day(held.period + interval 12 month)
        and moves.next_since > last_day(held.period + interval 12 month)
    where last_day(held.period + interval 12 month) in (
        select month_end.period
        from month_end
        where month_end.period is not null
    )
),

summed as (
    select
        counted.period,
        counted.leaf,
        counted.is_working,
        counted.days::integer as days,
        sum(counted.ended)::integer as ended,
        sum(counted.censored)::integer as censored,
        sum(counted.entered)::integer as entered
    from counted
    where counted.days is not null
    group by all
),

grouped as (
    select
        members.whole,
        summed.period,
        summed.is_working,
        summed.days,
        sum(summed.ended)::double as ended,
        sum(summed.ended + summed.censored)::double as leaving,
        sum(summed.entered)::double as entered
    from summed
    join members on members.leaf = summed.leaf
    group by all
),

totals as (
    select
        grouped.whole,
        grouped.period,
        grouped.is_working,
        sum(grouped.leaving - grouped.entered) as staying
    from grouped
    group by all
    having sum(grouped.leaving) >= 10
        and sum(grouped.ended) > 0
),

exposed as (
    select
        grouped.whole,
        grouped.period,
        grouped.is_working,
        grouped.days,
        grouped.ended,
        totals.staying + grouped.leaving + sum(grouped.entered - grouped.leaving) over (
            partition by grouped.whole, grouped.is_working, grouped.period
            order by grouped.days
            rows between unbounded preceding and current row
        ) as at_risk
    from grouped
    join totals
        on totals.whole = grouped.whole
        and totals.period = grouped.period
        and totals.is_working = grouped.is_working
    qualify grouped.ended > 0
),

steps as (
    select
        exposed.whole,
        exposed.period,
        exposed.is_working,
        exposed.days,
        exposed.at_risk,
        exposed.ended,
        product(1 - exposed.ended / exposed.at_risk) over so_far as survival,
        sum(exposed.ended / nullif(exposed.at_risk * (exposed.at_risk - exposed.ended), 0)) over so_far as greenwood
    from exposed
    window
        so_far as (
            partition by exposed.whole, exposed.is_working, exposed.period
            order by exposed.days
            rows between unbounded preceding and current row
        ),
        before as (
            partition by exposed.whole, exposed.is_working, exposed.period
            order by exposed.days
            rows between unbounded preceding and 1 preceding
        )
    qualify coalesce(bool_or(exposed.ended = exposed.at_risk) over before, false) = false
)

select
    steps.period,
    wholes.register,
    wholes.kind,
    wholes.unit,
    if(steps.is_working, 'working', 'calendar') as clock,
    steps.days,
    steps.at_risk::integer as at_risk,
    steps.ended::integer as ended,
    steps.survival::real as survival,
    case when steps.survival > 0 then pow(steps.survival, exp(1.959963984540054 * sqrt(steps.greenwood) / -ln(steps.survival))) end::real as lower,
    case when steps.survival > 0 then pow(steps.survival, exp(-1.959963984540054 * sqrt(steps.greenwood) / -ln(steps.survival))) end::real as upper
from steps
join wholes on wholes.whole = steps.whole
order by
    steps.whole,
    steps.is_working,
    steps.period,
    steps.days
