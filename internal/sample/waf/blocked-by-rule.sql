-- name: What was blocked, by rule
-- name ko: 규칙별 차단
-- name ja: ルールごとのブロック
-- description: Counts the requests that each rule blocked.
-- description ko: 각 규칙이 차단한 요청을 셉니다.
-- description ja: 各ルールがブロックしたリクエストを数えます。
-- tags: waf, firewall, blocked, rule, top
SELECT webaclid, terminatingruleid, terminatingruletype, count(*) AS requests, count(DISTINCT httprequest.clientip) AS clients
FROM waf_logs
WHERE action = 'BLOCK'
GROUP BY webaclid, terminatingruleid, terminatingruletype
ORDER BY requests DESC
LIMIT 50
