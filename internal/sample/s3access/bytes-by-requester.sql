-- name: Bytes by requester
-- description: Sums what each requester downloaded, by day.
-- tags: s3, bucket, download, exfiltration, top
SELECT timestamp AS day, requester, remoteip, sum(bytessent) AS bytes, count(DISTINCT key) AS objects
FROM s3_access_logs
WHERE operation = 'REST.GET.OBJECT'
GROUP BY 1, 2, 3
ORDER BY bytes DESC
LIMIT 50
