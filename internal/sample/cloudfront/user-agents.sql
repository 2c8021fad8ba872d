-- name: User agents at CloudFront
-- name ko: CloudFront의 사용자 에이전트
-- name ja: CloudFront のユーザーエージェント
-- description: Counts requests and clients by user agent, decoded.
-- description ko: 디코딩한 사용자 에이전트별로 요청과 클라이언트를 셉니다.
-- description ja: デコードしたユーザーエージェントごとに、リクエストとクライアントを数えます。
-- tags: cloudfront, user agent, bot, top
SELECT url_decode(cs_user_agent) AS user_agent, count(*) AS requests, count(DISTINCT c_ip) AS clients
FROM cloudfront_standard_logs
GROUP BY 1
ORDER BY requests DESC
LIMIT 50
