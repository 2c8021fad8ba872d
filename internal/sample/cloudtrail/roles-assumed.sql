-- name: Roles that were assumed, and by whom
-- description: Counts AssumeRole calls by role and caller.
-- tags: role, assume role, sts, cross-account
SELECT element_at(requestParameters, 'roleArn') AS role, coalesce(userIdentity.arn, userIdentity.invokedBy) AS caller, count(*) AS times, max(eventTime) AS last
FROM $EDS_ID
WHERE eventSource = 'sts.amazonaws.com' AND eventName = 'AssumeRole'
GROUP BY 1, 2
ORDER BY times DESC
