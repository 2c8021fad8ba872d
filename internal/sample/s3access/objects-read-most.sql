-- name: Objects that are read most
-- name ko: 가장 많이 읽힌 객체
-- name ja: 最も多く読まれたオブジェクト
-- description: Counts reads by object.
-- description ko: 읽기를 객체별로 셉니다.
-- description ja: 読み取りをオブジェクトごとに数えます。
-- tags: s3, bucket, object, top
SELECT bucket_name, key, count(*) AS reads, sum(bytessent) AS bytes
FROM s3_access_logs
WHERE operation = 'REST.GET.OBJECT' AND httpstatus IN ('200', '206')
GROUP BY bucket_name, key
ORDER BY reads DESC
LIMIT 50
