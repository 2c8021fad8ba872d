-- name: Throttled API calls by hour
-- name ko: 시간별 스로틀링된 API 호출
-- name ja: 時間ごとのスロットリングされた API 呼び出し
-- description: Counts calls that AWS throttled, by hour, service and operation.
-- description ko: AWS가 스로틀링한 호출을 시간, 서비스, 작업별로 셉니다.
-- description ja: AWS がスロットリングした呼び出しを、時間、サービス、操作ごとに数えます。
-- tags: throttling, rate exceeded, error, operations
SELECT date_trunc('hour', eventTime) AS hour, eventSource, eventName, count(*) AS throttled
FROM $EDS_ID
WHERE errorCode IN ('ThrottlingException', 'Throttling', 'RequestLimitExceeded', 'Client.RequestLimitExceeded', 'TooManyRequestsException', 'SlowDown')
GROUP BY 1, 2, 3
ORDER BY hour DESC, throttled DESC
