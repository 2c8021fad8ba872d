-- name: Most frequent errors
-- name ko: 가장 잦은 오류
-- name ja: 最も多いエラー
-- description: Counts error codes by service and operation.
-- description ko: 오류 코드를 서비스와 작업별로 셉니다.
-- description ja: エラーコードをサービスと操作ごとに数えます。
-- tags: error, failure, top, trend
SELECT eventSource, eventName, errorCode, count(*) AS times
FROM $EDS_ID
WHERE errorCode IS NOT NULL
GROUP BY eventSource, eventName, errorCode
ORDER BY times DESC
LIMIT 50
