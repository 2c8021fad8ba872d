-- name: Buckets whose objects are read most
-- name ko: 객체를 가장 많이 읽는 버킷
-- name ja: オブジェクトが最も多く読まれるバケット
-- description: Counts reads of S3 objects by bucket and principal; it needs data events.
-- description ko: S3 객체 읽기를 버킷과 보안 주체별로 셉니다. 데이터 이벤트가 필요합니다.
-- description ja: S3 オブジェクトの読み取りをバケットとプリンシパルごとに数えます。データイベントが必要です。
-- tags: s3, data events, exfiltration, read, object
SELECT element_at(requestParameters, 'bucketName') AS bucket, userIdentity.arn, count(*) AS reads, count(DISTINCT element_at(requestParameters, 'key')) AS objects
FROM $EDS_ID
WHERE eventSource = 's3.amazonaws.com' AND eventName = 'GetObject'
GROUP BY 1, 2
ORDER BY reads DESC
LIMIT 100
