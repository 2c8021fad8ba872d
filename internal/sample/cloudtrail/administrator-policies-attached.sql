-- name: Administrator policies that were attached
-- description: Finds users, roles and groups that were given AdministratorAccess.
-- tags: iam, administrator, privilege escalation, policy
SELECT eventTime, userIdentity.arn, eventName,
       coalesce(element_at(requestParameters, 'userName'), element_at(requestParameters, 'roleName'), element_at(requestParameters, 'groupName')) AS receiver
FROM $EDS_ID
WHERE eventName IN ('AttachUserPolicy', 'AttachRolePolicy', 'AttachGroupPolicy')
  AND element_at(requestParameters, 'policyArn') LIKE '%:policy/AdministratorAccess'
ORDER BY eventTime DESC
