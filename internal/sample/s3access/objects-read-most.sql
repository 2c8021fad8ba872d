-- name: Objects that are read most
-- description: Counts reads by object.
-- tags: s3, bucket, object, top
SELECT bucket_name, key, count(*) AS reads, sum(bytessent) AS bytes
FROM s3_access_logs
WHERE operation = 'REST.GET.OBJECT' AND httpstatus IN ('200', '206')
GROUP BY bucket_name, key
ORDER BY reads DESC
LIMIT 50
