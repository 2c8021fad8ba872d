-- name: Actions by day
-- description: Counts allowed, blocked and challenged requests of each day.
-- tags: waf, firewall, action, day, trend
SELECT date_trunc('day', from_unixtime(timestamp / 1000)) AS day, action, count(*) AS requests
FROM waf_logs
GROUP BY 1, action
ORDER BY 1, action
