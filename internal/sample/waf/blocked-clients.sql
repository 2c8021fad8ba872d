-- name: Clients that were blocked most
-- name ko: 가장 많이 차단된 클라이언트
-- name ja: 最も多くブロックされたクライアント
-- description: Lists the addresses and countries whose requests were blocked most.
-- description ko: 요청이 가장 많이 차단된 주소와 국가를 나열합니다.
-- description ja: リクエストが最も多くブロックされたアドレスと国を一覧にします。
-- tags: waf, firewall, blocked, client, address, country, threat
SELECT httprequest.clientip AS client, httprequest.country AS country, count(*) AS requests, count(DISTINCT httprequest.uri) AS paths, max(from_unixtime(timestamp / 1000)) AS latest
FROM waf_logs
WHERE action = 'BLOCK'
GROUP BY httprequest.clientip, httprequest.country
ORDER BY requests DESC
LIMIT 50
