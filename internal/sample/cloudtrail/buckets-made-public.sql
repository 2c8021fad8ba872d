-- name: Bucket policies and public access blocks that changed
-- name ko: 변경된 버킷 정책과 퍼블릭 액세스 차단
-- name ja: 変更されたバケットポリシーとパブリックアクセスブロック
-- description: Lists changes that may make an S3 bucket public.
-- description ko: S3 버킷을 공개할 수 있는 변경을 나열합니다.
-- description ja: S3 バケットを公開しうる変更を一覧にします。
-- tags: s3, bucket, public, policy
SELECT eventTime, userIdentity.arn, eventName, element_at(requestParameters, 'bucketName') AS bucket, errorCode
FROM $EDS_ID
WHERE eventSource = 's3.amazonaws.com'
  AND eventName IN ('PutBucketPolicy', 'PutBucketAcl', 'DeleteBucketPolicy', 'PutBucketPublicAccessBlock', 'DeleteBucketPublicAccessBlock', 'PutAccountPublicAccessBlock')
ORDER BY eventTime DESC
