-- name: Security groups that were opened to the world
-- name ko: 전 세계에 열린 보안 그룹
-- name ja: 全世界に開かれたセキュリティグループ
-- description: Finds rules that let every address in.
-- description ko: 모든 주소를 허용하는 규칙을 찾습니다.
-- description ja: すべてのアドレスを許可するルールを探します。
-- tags: security group, network, public, ec2, firewall
SELECT eventTime, userIdentity.arn, element_at(requestParameters, 'groupId') AS securityGroup, element_at(requestParameters, 'ipPermissions') AS rules
FROM $EDS_ID
WHERE eventName = 'AuthorizeSecurityGroupIngress'
  AND (element_at(requestParameters, 'ipPermissions') LIKE '%0.0.0.0/0%' OR element_at(requestParameters, 'ipPermissions') LIKE '%::/0%')
ORDER BY eventTime DESC
