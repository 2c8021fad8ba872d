-- name: Buckets whose objects are read most
-- description: Counts reads of S3 objects by bucket and principal; it needs data events.
-- tags: s3, data events, exfiltration, read, object
SELECT element_at(requestParameters, 'bucketName') AS bucket, userIdentity.arn, count(*) AS reads, count(DISTINCT element_at(requestParameters, 'key')) AS objects
FROM $EDS_ID
WHERE eventSource = 's3.amazonaws.com' AND eventName = 'GetObject'
GROUP BY 1, 2
ORDER BY reads DESC
LIMIT 100
