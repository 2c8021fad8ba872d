-- name: Long names
-- description: Finds domains below which many long names are asked for, as a tunnel through DNS does.
-- tags: dns, route 53, resolver, tunnel, exfiltration, threat
SELECT regexp_extract(query_name, '([^.]+\.[^.]+)\.?$', 1) AS domain, max(length(query_name)) AS longest, count(DISTINCT query_name) AS names, count(*) AS queries
FROM route53_resolver_logs
GROUP BY 1
ORDER BY longest DESC
LIMIT 50
