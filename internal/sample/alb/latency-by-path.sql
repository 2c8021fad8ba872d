-- name: Latency by path
-- description: Gives the median and the 99th percentile of the targets' time by path.
-- tags: alb, load balancer, latency, percentile, performance
SELECT url_extract_path(request_url) AS path, count(*) AS requests,
  approx_percentile(target_processing_time, 0.5) AS median, approx_percentile(target_processing_time, 0.99) AS p99
FROM alb_access_logs
WHERE target_processing_time >= 0
GROUP BY 1
ORDER BY p99 DESC
