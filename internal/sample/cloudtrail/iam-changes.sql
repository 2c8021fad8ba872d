-- name: Changes of IAM
-- description: Lists changes of users, roles, groups and policies.
-- tags: iam, change, identity, policy
SELECT eventTime, userIdentity.arn, eventName, requestParameters, errorCode
FROM $EDS_ID
WHERE eventSource = 'iam.amazonaws.com' AND readOnly = false
ORDER BY eventTime DESC
LIMIT 500
