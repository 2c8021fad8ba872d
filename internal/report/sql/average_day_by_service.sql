-- description: Of each service, the people and the events of a day on average, over the days that have any
-- view: daily_users_and_events_by_service
SELECT eventSource, avg(CAST(users AS double)) AS users_a_day, avg(CAST(events AS double)) AS events_a_day, count(*) AS days
FROM @daily_users_and_events_by_service
GROUP BY 1
