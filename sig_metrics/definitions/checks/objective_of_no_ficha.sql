-- grain: one row an objective whose ficha does not exist, or has another target at the end of its year
with known as (
    select distinct ficha_target.indicator
    from ficha_target
),

ruling as (
    select
        policy_objective.year,
        policy_objective.objective,
        arg_max(ficha_target.target, ficha_target.since) as ficha_says
    from policy_objective
    join ficha_target
        on ficha_target.indicator = policy_objective.indicator
        and ficha_target.since <= make_date(policy_objective.year, 12, 31)
        and (ficha_target.until is null or ficha_target.until >= make_date(policy_objective.year, 12, 31))
        and (ficha_target.month is null or ficha_target.month = 12)
    group by
        policy_objective.year,
        policy_objective.objective
)

select
    policy_objective.year,
    policy_objective.objective,
    policy_objective.indicator,
    policy_objective.target,
    ruling.ficha_says
from policy_objective
left join known on known.indicator = policy_objective.indicator
left join ruling
    on ruling.year = policy_objective.year
    and ruling.objective = policy_objective.objective
where known.indicator is null
    or abs(policy_objective.target - ruling.ficha_says) > 0.005
