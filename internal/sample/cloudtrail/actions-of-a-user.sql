-- name: What a user did
-- description: Lists the events of one IAM user; put the user's name in.
-- tags: user, investigate, identity, history
SELECT eventTime, eventSource, eventName, awsRegion, sourceIPAddress, errorCode
FROM $EDS_ID
WHERE userIdentity.userName = 'alice'
ORDER BY eventTime DESC
LIMIT 1000
