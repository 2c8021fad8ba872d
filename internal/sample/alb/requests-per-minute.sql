-- name: Requests per minute by client
-- description: Finds clients with more than ten requests in a minute.
-- tags: alb, load balancer, rate, flood, threat
SELECT client_ip, date_trunc('minute', from_iso8601_timestamp(time)) AS minute, count(*) AS requests
FROM alb_access_logs
GROUP BY 1, 2
HAVING count(*) > 10
ORDER BY requests DESC
LIMIT 100
