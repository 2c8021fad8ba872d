-- description: What fails most, by service, event and error
-- view: people
SELECT errorCode, eventSource, eventName, count(*) AS events, count(DISTINCT person) AS users, max(eventTime) AS last
FROM @people
WHERE errorCode IS NOT NULL
GROUP BY 1, 2, 3
