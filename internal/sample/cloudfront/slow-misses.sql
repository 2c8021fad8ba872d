-- name: Slow answers of the origin
-- name ko: 느린 오리진 응답
-- name ja: オリジンの遅い応答
-- description: Gives the time to the first byte of what the cache did not have, by path.
-- description ko: 캐시에 없던 항목의 첫 바이트까지 걸린 시간을 경로별로 보여 줍니다.
-- description ja: キャッシュになかったものについて、最初のバイトまでの時間をパスごとに示します。
-- tags: cloudfront, origin, latency, miss, performance
SELECT cs_uri_stem, count(*) AS requests, avg(time_to_first_byte) AS seconds, max(time_to_first_byte) AS longest
FROM cloudfront_standard_logs
WHERE x_edge_result_type = 'Miss'
GROUP BY cs_uri_stem
ORDER BY seconds DESC
LIMIT 50
