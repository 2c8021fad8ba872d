-- description: Distinct people and events of each day, by service
-- view: people
SELECT CAST(local_time AS date) AS day, eventSource, count(DISTINCT person) AS users, count(*) AS events
FROM @people
GROUP BY 1, 2
