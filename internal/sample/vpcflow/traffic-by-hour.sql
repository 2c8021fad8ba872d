-- name: Network traffic by hour
-- description: Sums flows, packets and bytes by hour and direction.
-- tags: vpc, network, trend, hourly, volume
SELECT date_trunc('hour', from_unixtime(start)) AS hour, flow_direction, count(*) AS flows, sum(packets) AS packets, sum(bytes) AS bytes
FROM vpc_flow_logs
WHERE log_status = 'OK'
GROUP BY 1, 2
ORDER BY 1, 2
