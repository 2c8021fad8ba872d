-- description: IAM users that were created, and policies that were attached or written, in any account
-- table: cloudtrail
SELECT eventTime, CAST(with_timezone(eventTime, 'UTC') AT TIME ZONE @zone AS timestamp(3)) AS local_time, recipientAccountId AS account, eventName,
    coalesce(element_at(requestParameters, 'userName'), element_at(requestParameters, 'roleName'), element_at(requestParameters, 'groupName')) AS subject,
    coalesce(element_at(requestParameters, 'policyArn'), element_at(requestParameters, 'policyName'), element_at(requestParameters, 'groupName')) AS object,
    userIdentity.arn AS by_whom, sourceIPAddress, errorCode, eventID
FROM @table
WHERE eventSource = 'iam.amazonaws.com'
  AND (eventName IN ('CreateUser', 'AddUserToGroup', 'CreatePolicyVersion', 'CreateLoginProfile', 'CreateAccessKey')
    OR regexp_like(eventName, '^(Attach|Put)(User|Role|Group)Policy$'))
