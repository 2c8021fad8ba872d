-- name: Errors by path
-- description: Counts answers of 400 and above by path and edge location.
-- tags: cloudfront, error, 4xx, 5xx
SELECT cs_uri_stem, sc_status, x_edge_location, count(*) AS requests
FROM cloudfront_standard_logs
WHERE sc_status >= 400
GROUP BY cs_uri_stem, sc_status, x_edge_location
ORDER BY requests DESC
LIMIT 100
