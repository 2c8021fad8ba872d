-- name: Most frequent API calls
-- name ko: 가장 잦은 API 호출
-- name ja: 最も多い API 呼び出し
-- description: Counts API calls by service and operation.
-- description ko: API 호출을 서비스와 작업별로 셉니다.
-- description ja: API 呼び出しをサービスと操作ごとに数えます。
-- tags: top, api, activity, trend
SELECT eventSource, eventName, count(*) AS calls
FROM $EDS_ID
GROUP BY eventSource, eventName
ORDER BY calls DESC
LIMIT 100
