-- name: Changes of IAM
-- name ko: IAM 변경
-- name ja: IAM の変更
-- description: Lists changes of users, roles, groups and policies.
-- description ko: 사용자, 역할, 그룹, 정책의 변경을 나열합니다.
-- description ja: ユーザー、ロール、グループ、ポリシーの変更を一覧にします。
-- tags: iam, change, identity, policy
SELECT eventTime, userIdentity.arn, eventName, requestParameters, errorCode
FROM $EDS_ID
WHERE eventSource = 'iam.amazonaws.com' AND readOnly = false
ORDER BY eventTime DESC
LIMIT 500
