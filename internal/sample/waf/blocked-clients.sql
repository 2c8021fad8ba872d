-- name: Clients that were blocked most
-- description: Lists the addresses and countries whose requests were blocked most.
-- tags: waf, firewall, blocked, client, address, country, threat
SELECT httprequest.clientip AS client, httprequest.country AS country, count(*) AS requests, count(DISTINCT httprequest.uri) AS paths, max(from_unixtime(timestamp / 1000)) AS latest
FROM waf_logs
WHERE action = 'BLOCK'
GROUP BY httprequest.clientip, httprequest.country
ORDER BY requests DESC
LIMIT 50
