-- name: Activity of the root user
-- description: Lists what was done with the root user of an account.
-- tags: root, identity, privileged
SELECT eventTime, recipientAccountId, eventSource, eventName, sourceIPAddress, userAgent
FROM $EDS_ID
WHERE userIdentity.type = 'Root'
  AND eventType <> 'AwsServiceEvent'
ORDER BY eventTime DESC
