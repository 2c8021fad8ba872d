-- name: Changes of security groups
-- name ko: 보안 그룹 변경
-- name ja: セキュリティグループの変更
-- description: Lists changes of security groups and their rules.
-- description ko: 보안 그룹과 그 규칙의 변경을 나열합니다.
-- description ja: セキュリティグループとそのルールの変更を一覧にします。
-- tags: security group, network, change, ec2
SELECT eventTime, userIdentity.arn, eventName, element_at(requestParameters, 'groupId') AS securityGroup, errorCode
FROM $EDS_ID
WHERE eventName IN ('AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress', 'CreateSecurityGroup', 'DeleteSecurityGroup')
ORDER BY eventTime DESC
