-- name: Errors of targets
-- description: Counts answers of 500 and above by target, and those that the load balancer gave itself.
-- tags: alb, load balancer, error, 5xx, target
SELECT elb, target_ip, elb_status_code, target_status_code, count(*) AS requests, max(time) AS latest
FROM alb_access_logs
WHERE elb_status_code >= 500
GROUP BY elb, target_ip, elb_status_code, target_status_code
ORDER BY requests DESC
