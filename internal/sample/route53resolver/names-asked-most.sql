-- name: Names that are asked for most
-- description: Counts queries by name and type.
-- tags: dns, route 53, resolver, name, top
SELECT query_name, query_type, count(*) AS queries, count(DISTINCT srcaddr) AS clients
FROM route53_resolver_logs
GROUP BY query_name, query_type
ORDER BY queries DESC
LIMIT 50
