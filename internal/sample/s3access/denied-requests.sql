-- name: Requests to S3 that were denied
-- description: Counts requests that S3 denied, by requester and operation.
-- tags: s3, bucket, access denied, error
SELECT bucket_name, coalesce(requester, 'anonymous') AS requester, remoteip, operation, count(*) AS requests
FROM s3_access_logs
WHERE httpstatus = '403'
GROUP BY 1, 2, 3, 4
ORDER BY requests DESC
LIMIT 100
