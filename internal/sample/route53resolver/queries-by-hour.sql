-- name: Queries by hour and answer
-- name ko: 시간과 응답별 쿼리
-- name ja: 時間と応答ごとのクエリ
-- description: Counts queries of each hour by response code.
-- description ko: 매시간의 쿼리를 응답 코드별로 셉니다.
-- description ja: 1 時間ごとのクエリを応答コード別に数えます。
-- tags: dns, route 53, resolver, rcode, hour, trend
SELECT date_trunc('hour', from_iso8601_timestamp(query_timestamp)) AS hour, rcode, count(*) AS queries
FROM route53_resolver_logs
GROUP BY 1, rcode
ORDER BY 1, rcode
