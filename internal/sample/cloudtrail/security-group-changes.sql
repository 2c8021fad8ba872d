-- name: Changes of security groups
-- description: Lists changes of security groups and their rules.
-- tags: security group, network, change, ec2
SELECT eventTime, userIdentity.arn, eventName, element_at(requestParameters, 'groupId') AS securityGroup, errorCode
FROM $EDS_ID
WHERE eventName IN ('AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress', 'CreateSecurityGroup', 'DeleteSecurityGroup')
ORDER BY eventTime DESC
