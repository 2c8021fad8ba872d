-- name: What was deleted
-- description: Counts successful calls that delete or terminate something, by principal.
-- tags: delete, terminate, destruction, change
SELECT userIdentity.arn, eventSource, eventName, count(*) AS times, max(eventTime) AS last
FROM $EDS_ID
WHERE (eventName LIKE 'Delete%' OR eventName LIKE 'Terminate%') AND errorCode IS NULL
GROUP BY userIdentity.arn, eventSource, eventName
ORDER BY times DESC
