-- name: Access keys that were created
-- description: Lists access keys that were created, for whom and by whom.
-- tags: access key, credential, iam, persistence
SELECT eventTime, userIdentity.arn AS creator, element_at(requestParameters, 'userName') AS forUser, sourceIPAddress, errorCode
FROM $EDS_ID
WHERE eventSource = 'iam.amazonaws.com' AND eventName = 'CreateAccessKey'
ORDER BY eventTime DESC
