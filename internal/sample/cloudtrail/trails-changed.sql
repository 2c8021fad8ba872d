-- name: Changes of trails
-- description: Finds calls that stopped, deleted or changed trails or event data stores.
-- tags: cloudtrail, logging, tampering, defense evasion
SELECT eventTime, userIdentity.arn, eventName, requestParameters, sourceIPAddress, errorCode
FROM $EDS_ID
WHERE eventSource = 'cloudtrail.amazonaws.com'
  AND eventName IN ('StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors', 'DeleteEventDataStore', 'UpdateEventDataStore')
ORDER BY eventTime DESC
