-- name: What was blocked, by rule
-- description: Counts the requests that each rule blocked.
-- tags: waf, firewall, blocked, rule, top
SELECT webaclid, terminatingruleid, terminatingruletype, count(*) AS requests, count(DISTINCT httprequest.clientip) AS clients
FROM waf_logs
WHERE action = 'BLOCK'
GROUP BY webaclid, terminatingruleid, terminatingruletype
ORDER BY requests DESC
LIMIT 50
