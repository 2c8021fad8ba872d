-- name: Answers by day
-- description: Counts requests by day and class of status.
-- tags: alb, load balancer, status, trend, daily
SELECT day, elb_status_code / 100 AS class, count(*) AS requests
FROM alb_access_logs
GROUP BY 1, 2
ORDER BY 1, 2
