-- name: Requests by client and target
-- description: Counts requests and bytes by client and target address.
-- tags: alb, load balancer, client, target, top
SELECT client_ip, target_ip, count(*) AS requests, sum(received_bytes + sent_bytes) AS bytes
FROM alb_access_logs
GROUP BY client_ip, target_ip
ORDER BY requests DESC
LIMIT 100
