-- name: Queries by hour and answer
-- description: Counts queries of each hour by response code.
-- tags: dns, route 53, resolver, rcode, hour, trend
SELECT date_trunc('hour', from_iso8601_timestamp(query_timestamp)) AS hour, rcode, count(*) AS queries
FROM route53_resolver_logs
GROUP BY 1, rcode
ORDER BY 1, rcode
