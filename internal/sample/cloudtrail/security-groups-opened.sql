-- name: Security groups that were opened to the world
-- description: Finds rules that let every address in.
-- tags: security group, network, public, ec2, firewall
SELECT eventTime, userIdentity.arn, element_at(requestParameters, 'groupId') AS securityGroup, element_at(requestParameters, 'ipPermissions') AS rules
FROM $EDS_ID
WHERE eventName = 'AuthorizeSecurityGroupIngress'
  AND (element_at(requestParameters, 'ipPermissions') LIKE '%0.0.0.0/0%' OR element_at(requestParameters, 'ipPermissions') LIKE '%::/0%')
ORDER BY eventTime DESC
