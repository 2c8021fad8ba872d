-- name: Objects that were deleted
-- description: Lists deletions with who asked for them; those of lifecycle rules have no requester.
-- tags: s3, bucket, object, delete
SELECT requestdatetime, bucket_name, key, operation, requester, remoteip
FROM s3_access_logs
WHERE operation LIKE '%DELETE%' OR operation LIKE 'S3.EXPIRE%'
ORDER BY parse_datetime(requestdatetime, 'dd/MMM/yyyy:HH:mm:ss Z') DESC
LIMIT 100
