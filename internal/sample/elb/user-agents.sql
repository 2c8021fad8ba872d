-- name: User agents at a Classic Load Balancer
-- name ko: Classic Load Balancer의 사용자 에이전트
-- name ja: Classic Load Balancer のユーザーエージェント
-- description: Counts requests by user agent and TLS version.
-- description ko: 요청을 사용자 에이전트와 TLS 버전별로 셉니다.
-- description ja: リクエストをユーザーエージェントと TLS バージョンごとに数えます。
-- tags: elb, classic, load balancer, user agent, tls
SELECT user_agent, ssl_protocol, count(*) AS requests, count(DISTINCT request_ip) AS clients
FROM elb_logs
GROUP BY user_agent, ssl_protocol
ORDER BY requests DESC
LIMIT 50
