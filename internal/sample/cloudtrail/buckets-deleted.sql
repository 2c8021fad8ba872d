-- name: Buckets that were deleted
-- description: Lists S3 buckets that were deleted, and by whom.
-- tags: s3, bucket, delete, destruction
SELECT eventTime, userIdentity.arn, element_at(requestParameters, 'bucketName') AS bucket, sourceIPAddress, errorCode
FROM $EDS_ID
WHERE eventSource = 's3.amazonaws.com' AND eventName = 'DeleteBucket'
ORDER BY eventTime DESC
