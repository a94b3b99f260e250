-- grain: one row an answer to the question (its part is the denominator), and one more where it is of those satisfied
with answers as (
    select
        last_day(make_date(
            substr(survey_answer.wave, 1, 4)::integer,
            substr(survey_answer.wave, 6, 2)::integer,
            1
        )) as period,
        survey_answer.ut,
        survey_answer.weight,
        survey_answer.score,
        to_json(survey_answer) as origin
    from survey_answer
    where survey_answer.question = 'overall_satisfaction'
        and survey_answer.score is not null
)

select
    answers.period,
    answers.ut,
    'numerator' as part,
    answers.weight as amount,
    'survey_answer' as carrier,
    answers.origin
from answers
where answers.score >= 4
union all
select
    answers.period,
    answers.ut,
    'denominator' as part,
    answers.weight as amount,
    'survey_answer' as carrier,
    answers.origin
from answers
