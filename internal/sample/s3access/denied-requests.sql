-- name: Requests to S3 that were denied
-- name ko: 거부된 S3 요청
-- name ja: 拒否された S3 リクエスト
-- description: Counts requests that S3 denied, by requester and operation.
-- description ko: S3가 거부한 요청을 요청자와 작업별로 셉니다.
-- description ja: S3 が拒否したリクエストを、リクエスタと操作ごとに数えます。
-- tags: s3, bucket, access denied, error
SELECT bucket_name, coalesce(requester, 'anonymous') AS requester, remoteip, operation, count(*) AS requests
FROM s3_access_logs
WHERE httpstatus = '403'
GROUP BY 1, 2, 3, 4
ORDER BY requests DESC
LIMIT 100
