-- name: Paths that were attacked
-- name ko: 공격받은 경로
-- name ja: 攻撃されたパス
-- description: Lists the methods and paths whose requests were blocked most.
-- description ko: 요청이 가장 많이 차단된 메서드와 경로를 나열합니다.
-- description ja: リクエストが最も多くブロックされたメソッドとパスを一覧にします。
-- tags: waf, firewall, blocked, path, uri, attack
SELECT httprequest.httpmethod AS method, httprequest.uri AS path, terminatingruleid, count(*) AS requests
FROM waf_logs
WHERE action = 'BLOCK'
GROUP BY httprequest.httpmethod, httprequest.uri, terminatingruleid
ORDER BY requests DESC
LIMIT 50
