-- name: Bytes by requester
-- name ko: 요청자별 바이트
-- name ja: リクエスタごとのバイト数
-- description: Sums what each requester downloaded, by day.
-- description ko: 요청자마다 다운로드한 양을 날짜별로 더합니다.
-- description ja: 各リクエスタがダウンロードした量を日ごとに合計します。
-- tags: s3, bucket, download, exfiltration, top
SELECT timestamp AS day, requester, remoteip, sum(bytessent) AS bytes, count(DISTINCT key) AS objects
FROM s3_access_logs
WHERE operation = 'REST.GET.OBJECT'
GROUP BY 1, 2, 3
ORDER BY bytes DESC
LIMIT 50
