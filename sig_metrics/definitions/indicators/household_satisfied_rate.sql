-- grain: one row a survey wave (the month its field work ended) × territorial unit; answers weighted by expansion factor
select
    last_day(make_date(
        substr(survey_answer.wave, 1, 4)::integer,
        substr(survey_answer.wave, 6, 2)::integer,
        1
    )) as period,
    survey_answer.ut,
    coalesce(sum(survey_answer.weight) filter (where survey_answer.score >= 4), 0) as numerator,
    sum(survey_answer.weight) as denominator,
    count(*) as cases
from survey_answer
where survey_answer.question = 'overall_satisfaction'
    and survey_answer.score is not null
group by
    survey_answer.wave,
    survey_answer.ut
