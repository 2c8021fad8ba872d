-- description: Events with the person behind each, and the local time: IAM users, root, federated users and the session names of roles; NULL where it is no person
-- table: cloudtrail
SELECT eventID, eventTime, CAST(with_timezone(eventTime, 'UTC') AT TIME ZONE @zone AS timestamp(3)) AS local_time,
    CASE userIdentity.type
      WHEN 'Root' THEN concat('root of ', userIdentity.accountId)
      WHEN 'IAMUser' THEN concat(userIdentity.userName, ' of ', userIdentity.accountId)
      WHEN 'AssumedRole' THEN element_at(split(userIdentity.principalId, ':'), 2)
      WHEN 'FederatedUser' THEN element_at(split(userIdentity.principalId, ':'), 2)
      WHEN 'SAMLUser' THEN userIdentity.userName
      WHEN 'WebIdentityUser' THEN userIdentity.userName
      WHEN 'IdentityCenterUser' THEN userIdentity.userName
    END AS person,
    userIdentity.type AS identity_type, recipientAccountId AS account, awsRegion, eventSource, eventName, readOnly, errorCode, errorMessage, sourceIPAddress,
    element_at(responseElements, 'ConsoleLogin') AS sign_in, element_at(additionalEventData, 'MFAUsed') AS mfa
FROM @table
