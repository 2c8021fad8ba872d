-- name: Console sign-ins without MFA
-- description: Finds successful console sign-ins whose user did not present a second factor.
-- tags: sign-in, console, mfa, identity
SELECT eventTime, userIdentity.arn, sourceIPAddress, awsRegion
FROM $EDS_ID
WHERE eventName = 'ConsoleLogin'
  AND element_at(responseElements, 'ConsoleLogin') = 'Success'
  AND element_at(additionalEventData, 'MFAUsed') = 'No'
ORDER BY eventTime DESC
