-- name: Requests that need an ACL
-- description: Finds requests that an access control list let in: to be moved to policies before ACLs are turned off.
-- tags: s3, bucket, acl, ownership, compliance
SELECT bucket_name, requester, operation, count(*) AS requests, min(key) AS example
FROM s3_access_logs
WHERE aclrequired = 'Yes'
GROUP BY bucket_name, requester, operation
ORDER BY requests DESC
