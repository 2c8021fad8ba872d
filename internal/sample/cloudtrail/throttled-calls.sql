-- name: Throttled API calls by hour
-- description: Counts calls that AWS throttled, by hour, service and operation.
-- tags: throttling, rate exceeded, error, operations
SELECT date_trunc('hour', eventTime) AS hour, eventSource, eventName, count(*) AS throttled
FROM $EDS_ID
WHERE errorCode IN ('ThrottlingException', 'Throttling', 'RequestLimitExceeded', 'Client.RequestLimitExceeded', 'TooManyRequestsException', 'SlowDown')
GROUP BY 1, 2, 3
ORDER BY hour DESC, throttled DESC
