-- name: User agents and what became of them
-- name ko: 사용자 에이전트와 처리 결과
-- name ja: ユーザーエージェントと処理結果
-- description: Counts requests by the user agent that the client named, and by action.
-- description ko: 클라이언트가 밝힌 사용자 에이전트와 작업별로 요청을 셉니다.
-- description ja: クライアントが名乗ったユーザーエージェントとアクションごとに、リクエストを数えます。
-- tags: waf, firewall, user-agent, header, bot
SELECT h.value AS user_agent, action, count(*) AS requests
FROM waf_logs
CROSS JOIN UNNEST(httprequest.headers) AS t (h)
WHERE lower(h.name) = 'user-agent'
GROUP BY h.value, action
ORDER BY requests DESC
LIMIT 50
