-- name: Changes by day
-- description: Counts the changes of resources by day, type and status.
-- tags: config, history, change, day, trend
SELECT dt, resourcetype, configurationitemstatus, count(*) AS changes
FROM config_history
GROUP BY dt, resourcetype, configurationitemstatus
ORDER BY dt, changes DESC
