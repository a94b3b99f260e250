-- grain: one row a wave of the survey × score of the overall satisfaction in a territorial unit
select
    survey_answer.wave,
    survey_answer.score,
    count(*) as answers
from survey_answer
where survey_answer.ut = $ut
    and survey_answer.question = 'overall_satisfaction'
    and survey_answer.score is not null
    and survey_answer.wave <= strftime($cutoff::date, '%Y-%m')
group by
    survey_answer.wave,
    survey_answer.score
order by
    survey_answer.wave desc,
    survey_answer.score
