-- name: Cache results by day
-- description: Counts requests by day and by what the cache did.
-- tags: cloudfront, cache, hit, miss, trend, daily
SELECT date, x_edge_result_type, count(*) AS requests, sum(sc_bytes) AS bytes
FROM cloudfront_standard_logs
GROUP BY date, x_edge_result_type
ORDER BY date, requests DESC
