-- name: Sign-ins of the root user
-- description: Lists console sign-ins of the root user with their result and whether MFA was used.
-- tags: root, sign-in, console, mfa
SELECT eventTime, recipientAccountId, sourceIPAddress,
       element_at(responseElements, 'ConsoleLogin') AS result,
       element_at(additionalEventData, 'MFAUsed') AS mfa
FROM $EDS_ID
WHERE eventName = 'ConsoleLogin' AND userIdentity.type = 'Root'
ORDER BY eventTime DESC
