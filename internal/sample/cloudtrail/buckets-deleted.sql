-- name: Buckets that were deleted
-- name ko: 삭제된 버킷
-- name ja: 削除されたバケット
-- description: Lists S3 buckets that were deleted, and by whom.
-- description ko: 삭제된 S3 버킷과 삭제한 주체를 나열합니다.
-- description ja: 削除された S3 バケットと、削除した主体を一覧にします。
-- tags: s3, bucket, delete, destruction
SELECT eventTime, userIdentity.arn, element_at(requestParameters, 'bucketName') AS bucket, sourceIPAddress, errorCode
FROM $EDS_ID
WHERE eventSource = 's3.amazonaws.com' AND eventName = 'DeleteBucket'
ORDER BY eventTime DESC
