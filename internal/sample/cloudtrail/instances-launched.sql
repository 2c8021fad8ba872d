-- name: Instances that were launched
-- name ko: 시작된 인스턴스
-- name ja: 起動されたインスタンス
-- description: Lists EC2 instances that were launched, with their type and who launched them.
-- description ko: 시작된 EC2 인스턴스를 유형과 시작한 주체와 함께 나열합니다.
-- description ja: 起動された EC2 インスタンスを、タイプと起動した主体とともに一覧にします。
-- tags: ec2, instance, launch, crypto mining, cost
SELECT eventTime, userIdentity.arn, awsRegion, element_at(requestParameters, 'instanceType') AS instanceType, errorCode
FROM $EDS_ID
WHERE eventSource = 'ec2.amazonaws.com' AND eventName = 'RunInstances'
ORDER BY eventTime DESC
