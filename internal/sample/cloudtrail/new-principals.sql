-- name: Principals that were not seen before
-- description: Finds principals whose first event is in the last seven days of the store.
-- tags: principal, identity, anomaly, new
WITH seen AS (
  SELECT userIdentity.arn AS principal, min(eventTime) AS first, count(*) AS events
  FROM $EDS_ID
  WHERE userIdentity.arn IS NOT NULL
  GROUP BY userIdentity.arn
)
SELECT principal, first, events
FROM seen
WHERE first > (SELECT max(first) FROM seen) - INTERVAL '7' DAY
ORDER BY first DESC
