-- name: User agents
-- name ko: 사용자 에이전트
-- name ja: ユーザーエージェント
-- description: Counts calls and principals by user agent, the rarest first.
-- description ko: 호출과 보안 주체를 사용자 에이전트별로, 드문 것부터 셉니다.
-- description ja: 呼び出しとプリンシパルをユーザーエージェントごとに、まれなものから数えます。
-- tags: user agent, tool, anomaly, client
SELECT userAgent, count(*) AS calls, count(DISTINCT userIdentity.arn) AS principals
FROM $EDS_ID
GROUP BY userAgent
ORDER BY calls
LIMIT 100
