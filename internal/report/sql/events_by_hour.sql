-- description: Events by the hour of the day
-- view: people
SELECT hour(local_time) AS hour, count(*) AS events, count(DISTINCT person) AS users
FROM @people
GROUP BY 1
