-- name: Errors of a Classic Load Balancer's instances
-- description: Counts answers of 400 and above by instance.
-- tags: elb, classic, load balancer, error, backend
SELECT elb_name, backend_ip, elb_response_code, backend_response_code, count(*) AS requests
FROM elb_logs
WHERE elb_response_code >= '400'
GROUP BY elb_name, backend_ip, elb_response_code, backend_response_code
ORDER BY requests DESC
