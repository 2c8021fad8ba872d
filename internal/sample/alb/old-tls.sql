-- name: Clients with old TLS
-- description: Counts requests of clients that speak TLS 1.0 or 1.1.
-- tags: alb, load balancer, tls, cipher, compliance
SELECT client_ip, ssl_protocol, ssl_cipher, user_agent, count(*) AS requests
FROM alb_access_logs
WHERE ssl_protocol IN ('TLSv1', 'TLSv1.1')
GROUP BY client_ip, ssl_protocol, ssl_cipher, user_agent
ORDER BY requests DESC
