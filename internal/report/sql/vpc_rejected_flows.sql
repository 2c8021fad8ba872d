-- description: Flows that were rejected, by source, destination and port
-- table: vpcflow
SELECT CAST(from_unixtime(start, @zone) AS date) AS day, account_id, srcaddr, dstaddr, dstport, protocol, count(*) AS flows, sum(packets) AS packets, sum(bytes) AS bytes
FROM @table
WHERE action = 'REJECT'
GROUP BY 1, 2, 3, 4, 5, 6
