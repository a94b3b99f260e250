-- grain: one row a month end × legal requirement evaluated by then: its last evaluation and the state of its norm that day
with evaluations as (
    select
        month_end.period,
        legal_requirement.id,
        legal_requirement.system,
        legal_requirement.unit,
        legal_requirement.evaluation,
        legal_requirement.evaluated_on,
        row_number() over (
            partition by month_end.period, legal_requirement.id
            order by legal_requirement.evaluated_on desc, legal_requirement.round desc
        ) as turn
    from month_end
    join legal_requirement on legal_requirement.evaluated_on <= month_end.period
),

-- what is in force need not say since when: it is so from the day on which its round evaluated it
states as (
    select
        legal_requirement.id,
        legal_requirement.round,
        legal_requirement.norm_state,
        coalesce(legal_requirement.norm_state_on, legal_requirement.evaluated_on) as since
    from legal_requirement
),

norms as (
    select
        month_end.period,
        states.id,
        states.norm_state,
        row_number() over (
            partition by month_end.period, states.id
            order by states.round desc, states.since desc
        ) as turn
    from month_end
    join states on states.since <= month_end.period
)

select
    evaluations.period,
    evaluations.id,
    evaluations.system,
    evaluations.unit,
    evaluations.evaluation,
    evaluations.evaluated_on,
    coalesce(norms.norm_state, 'in_force') as norm_state
from evaluations
left join norms
    on norms.period = evaluations.period
    and norms.id = evaluations.id
    and norms.turn = 1
where evaluations.turn = 1
