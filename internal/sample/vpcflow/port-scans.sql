-- name: Port scans
-- description: Finds sources that were rejected at many ports of one day.
-- tags: vpc, network, scan, reconnaissance, threat
SELECT date, srcaddr, count(DISTINCT dstport) AS ports, count(DISTINCT dstaddr) AS targets, from_unixtime(min(start)) AS first_seen, from_unixtime(max("end")) AS last_seen
FROM vpc_flow_logs
WHERE action = 'REJECT'
GROUP BY date, srcaddr
HAVING count(DISTINCT dstport) > 25
ORDER BY ports DESC
