-- description: Each service's share of the events
-- view: people
SELECT eventSource, count(*) AS events, 100e0 * count(*) / sum(count(*)) OVER () AS percent
FROM @people
GROUP BY 1
