-- name: Paths that were attacked
-- description: Lists the methods and paths whose requests were blocked most.
-- tags: waf, firewall, blocked, path, uri, attack
SELECT httprequest.httpmethod AS method, httprequest.uri AS path, terminatingruleid, count(*) AS requests
FROM waf_logs
WHERE action = 'BLOCK'
GROUP BY httprequest.httpmethod, httprequest.uri, terminatingruleid
ORDER BY requests DESC
LIMIT 50
