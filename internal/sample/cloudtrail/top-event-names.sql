-- name: Most frequent API calls
-- description: Counts API calls by service and operation.
-- tags: top, api, activity, trend
SELECT eventSource, eventName, count(*) AS calls
FROM $EDS_ID
GROUP BY eventSource, eventName
ORDER BY calls DESC
LIMIT 100
