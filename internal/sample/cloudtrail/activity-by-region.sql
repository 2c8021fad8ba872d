-- name: Activity by region
-- description: Counts events and principals by region, to find regions that nobody should use.
-- tags: region, activity, unused
SELECT awsRegion, count(*) AS events, count(DISTINCT userIdentity.arn) AS principals, max(eventTime) AS last
FROM $EDS_ID
WHERE readOnly = false
GROUP BY awsRegion
ORDER BY events
