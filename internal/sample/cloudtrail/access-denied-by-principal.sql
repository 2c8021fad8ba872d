-- name: Access denied, by principal
-- description: Counts calls that were refused for want of permission, by who made them and what they called.
-- tags: access denied, authorization, error, permission
SELECT userIdentity.arn, eventSource, eventName, count(*) AS refused
FROM $EDS_ID
WHERE errorCode IN ('AccessDenied', 'AccessDeniedException', 'Client.UnauthorizedOperation', 'UnauthorizedOperation')
GROUP BY userIdentity.arn, eventSource, eventName
ORDER BY refused DESC
LIMIT 100
