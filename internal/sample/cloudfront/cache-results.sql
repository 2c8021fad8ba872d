-- name: Cache results by day
-- name ko: 일별 캐시 결과
-- name ja: 日ごとのキャッシュ結果
-- description: Counts requests by day and by what the cache did.
-- description ko: 요청 수를 날짜와 캐시 처리 결과별로 셉니다.
-- description ja: リクエスト数を、日とキャッシュの結果ごとに数えます。
-- tags: cloudfront, cache, hit, miss, trend, daily
SELECT date, x_edge_result_type, count(*) AS requests, sum(sc_bytes) AS bytes
FROM cloudfront_standard_logs
GROUP BY date, x_edge_result_type
ORDER BY date, requests DESC
