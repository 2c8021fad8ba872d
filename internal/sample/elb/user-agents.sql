-- name: User agents at a Classic Load Balancer
-- description: Counts requests by user agent and TLS version.
-- tags: elb, classic, load balancer, user agent, tls
SELECT user_agent, ssl_protocol, count(*) AS requests, count(DISTINCT request_ip) AS clients
FROM elb_logs
GROUP BY user_agent, ssl_protocol
ORDER BY requests DESC
LIMIT 50
