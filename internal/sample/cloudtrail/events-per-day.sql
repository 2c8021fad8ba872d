-- name: Events per day
-- description: Counts events by day, with how many of them failed.
-- tags: activity, trend, daily, volume
SELECT date_trunc('day', eventTime) AS day, count(*) AS events, count(errorCode) AS failed
FROM $EDS_ID
GROUP BY 1
ORDER BY day
