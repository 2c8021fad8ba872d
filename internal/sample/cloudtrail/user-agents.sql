-- name: User agents
-- description: Counts calls and principals by user agent, the rarest first.
-- tags: user agent, tool, anomaly, client
SELECT userAgent, count(*) AS calls, count(DISTINCT userIdentity.arn) AS principals
FROM $EDS_ID
GROUP BY userAgent
ORDER BY calls
LIMIT 100
