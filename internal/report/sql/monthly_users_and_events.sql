-- description: Distinct people and events of each month
-- view: people
SELECT date_format(local_time, '%Y-%m') AS month, count(DISTINCT person) AS users, count(*) AS events
FROM @people
GROUP BY 1
