-- name: Bucket policies and public access blocks that changed
-- description: Lists changes that may make an S3 bucket public.
-- tags: s3, bucket, public, policy
SELECT eventTime, userIdentity.arn, eventName, element_at(requestParameters, 'bucketName') AS bucket, errorCode
FROM $EDS_ID
WHERE eventSource = 's3.amazonaws.com'
  AND eventName IN ('PutBucketPolicy', 'PutBucketAcl', 'DeleteBucketPolicy', 'PutBucketPublicAccessBlock', 'DeleteBucketPublicAccessBlock', 'PutAccountPublicAccessBlock')
ORDER BY eventTime DESC
