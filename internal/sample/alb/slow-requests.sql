-- name: Slow requests
-- description: Lists requests that a target took five seconds or more for.
-- tags: alb, load balancer, slow, latency, performance
SELECT time, target_ip, target_processing_time, request_verb, request_url, client_ip
FROM alb_access_logs
WHERE target_processing_time >= 5
ORDER BY target_processing_time DESC
LIMIT 100
