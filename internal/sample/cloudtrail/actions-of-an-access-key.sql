-- name: What an access key did
-- description: Lists the events of one access key; put the key's ID in.
-- tags: access key, credential, investigate, compromised
SELECT eventTime, userIdentity.arn, eventSource, eventName, awsRegion, sourceIPAddress, userAgent, errorCode
FROM $EDS_ID
WHERE userIdentity.accessKeyId = 'AKIAIOSFODNN7EXAMPLE'
ORDER BY eventTime
