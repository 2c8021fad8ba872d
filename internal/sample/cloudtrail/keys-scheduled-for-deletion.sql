-- name: KMS keys that are to be deleted
-- description: Lists keys that were disabled or scheduled for deletion.
-- tags: kms, key, encryption, delete, destruction
SELECT eventTime, userIdentity.arn, eventName, element_at(requestParameters, 'keyId') AS keyId, errorCode
FROM $EDS_ID
WHERE eventSource = 'kms.amazonaws.com' AND eventName IN ('ScheduleKeyDeletion', 'DisableKey')
ORDER BY eventTime DESC
