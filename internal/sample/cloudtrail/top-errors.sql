-- name: Most frequent errors
-- description: Counts error codes by service and operation.
-- tags: error, failure, top, trend
SELECT eventSource, eventName, errorCode, count(*) AS times
FROM $EDS_ID
WHERE errorCode IS NOT NULL
GROUP BY eventSource, eventName, errorCode
ORDER BY times DESC
LIMIT 50
