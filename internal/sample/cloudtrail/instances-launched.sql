-- name: Instances that were launched
-- description: Lists EC2 instances that were launched, with their type and who launched them.
-- tags: ec2, instance, launch, crypto mining, cost
SELECT eventTime, userIdentity.arn, awsRegion, element_at(requestParameters, 'instanceType') AS instanceType, errorCode
FROM $EDS_ID
WHERE eventSource = 'ec2.amazonaws.com' AND eventName = 'RunInstances'
ORDER BY eventTime DESC
