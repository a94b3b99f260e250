-- grain: one row an activity of a version of the plan that answers for a topic
select activity_topic.activity
from activity_topic
join plan_activity
    on plan_activity.year = activity_topic.year
    and plan_activity.activity = activity_topic.activity
where activity_topic.year = $year
    and plan_activity.version = $version
    and activity_topic.topic = $topic
order by activity_topic.activity
