-- name: Rejected flows
-- description: Counts the flows that security groups and network ACLs rejected, by source, port and day.
-- tags: vpc, network, reject, security group
SELECT date, srcaddr, dstport, count(*) AS flows, sum(packets) AS packets
FROM vpc_flow_logs
WHERE action = 'REJECT'
GROUP BY date, srcaddr, dstport
ORDER BY flows DESC
LIMIT 100
