-- name: Requests without credentials
-- description: Lists what was asked of buckets without a signature, and what it gave.
-- tags: s3, bucket, anonymous, public
SELECT bucket_name, operation, key, remoteip, httpstatus, requestdatetime
FROM s3_access_logs
WHERE requester IS NULL AND remoteip IS NOT NULL
ORDER BY parse_datetime(requestdatetime, 'dd/MMM/yyyy:HH:mm:ss Z') DESC
LIMIT 100
