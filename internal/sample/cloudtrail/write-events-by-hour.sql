-- name: Changes by hour of the day
-- description: Counts changes by the hour of the day (UTC), to show work at odd hours.
-- tags: change, time, anomaly, trend, hour
SELECT hour(eventTime) AS hourOfDay, count(*) AS changes, count(DISTINCT userIdentity.arn) AS principals
FROM $EDS_ID
WHERE readOnly = false
GROUP BY 1
ORDER BY hourOfDay
