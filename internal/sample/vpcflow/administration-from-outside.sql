-- name: SSH and RDP from outside
-- description: Lists who knocked at SSH and RDP, and whether they were let in.
-- tags: vpc, network, ssh, rdp, administration, ingress
SELECT srcaddr, dstaddr, dstport, action, count(*) AS flows, max(from_unixtime("end")) AS latest
FROM vpc_flow_logs
WHERE dstport IN (22, 3389) AND srcaddr NOT LIKE '10.%'
GROUP BY srcaddr, dstaddr, dstport, action
ORDER BY flows DESC
LIMIT 100
