-- name: Names that do not exist
-- description: Lists clients that ask for many names that do not exist, as malware with made-up domains does.
-- tags: dns, route 53, resolver, nxdomain, malware, threat
SELECT srcaddr, srcids.instance AS instance, count(*) AS queries, count(DISTINCT query_name) AS names
FROM route53_resolver_logs
WHERE rcode = 'NXDOMAIN'
GROUP BY srcaddr, srcids.instance
ORDER BY names DESC
LIMIT 50
