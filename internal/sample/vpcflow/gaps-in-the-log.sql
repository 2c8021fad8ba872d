-- name: Gaps in the flow log
-- description: Counts by interface the minutes for which records were skipped or there was no traffic.
-- tags: vpc, network, skipdata, nodata, gap, completeness
SELECT interface_id, log_status, count(*) AS records, max(from_unixtime("end")) AS latest
FROM vpc_flow_logs
WHERE log_status <> 'OK'
GROUP BY interface_id, log_status
ORDER BY records DESC
