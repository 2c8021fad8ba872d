-- name: Where most bytes go
-- description: Sums the bytes that instances sent to each address outside of the private ranges.
-- tags: vpc, network, egress, transfer, exfiltration, top
SELECT dstaddr, instance_id, sum(bytes) AS bytes, count(*) AS flows
FROM vpc_flow_logs
WHERE flow_direction = 'egress' AND action = 'ACCEPT'
  AND dstaddr NOT LIKE '10.%' AND dstaddr NOT LIKE '192.168.%' AND NOT regexp_like(dstaddr, '^172\.(1[6-9]|2[0-9]|3[01])\.')
GROUP BY dstaddr, instance_id
ORDER BY bytes DESC
LIMIT 50
