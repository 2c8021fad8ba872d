-- name: Slow answers of the origin
-- description: Gives the time to the first byte of what the cache did not have, by path.
-- tags: cloudfront, origin, latency, miss, performance
SELECT cs_uri_stem, count(*) AS requests, avg(time_to_first_byte) AS seconds, max(time_to_first_byte) AS longest
FROM cloudfront_standard_logs
WHERE x_edge_result_type = 'Miss'
GROUP BY cs_uri_stem
ORDER BY seconds DESC
LIMIT 50
