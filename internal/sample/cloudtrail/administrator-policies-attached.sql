-- name: Administrator policies that were attached
-- name ko: 연결된 관리자 정책
-- name ja: アタッチされた管理者ポリシー
-- description: Finds users, roles and groups that were given AdministratorAccess.
-- description ko: AdministratorAccess를 받은 사용자, 역할, 그룹을 찾습니다.
-- description ja: AdministratorAccess を与えられたユーザー、ロール、グループを探します。
-- tags: iam, administrator, privilege escalation, policy
SELECT eventTime, userIdentity.arn, eventName,
       coalesce(element_at(requestParameters, 'userName'), element_at(requestParameters, 'roleName'), element_at(requestParameters, 'groupName')) AS receiver
FROM $EDS_ID
WHERE eventName IN ('AttachUserPolicy', 'AttachRolePolicy', 'AttachGroupPolicy')
  AND element_at(requestParameters, 'policyArn') LIKE '%:policy/AdministratorAccess'
ORDER BY eventTime DESC
