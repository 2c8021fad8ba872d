-- name: Traffic to AWS services
-- description: Sums the bytes to and from AWS services by instance.
-- tags: vpc, network, service, s3, endpoint, cost
SELECT coalesce(pkt_dst_aws_service, pkt_src_aws_service) AS service, instance_id, sum(bytes) AS bytes, count(*) AS flows
FROM vpc_flow_logs
WHERE pkt_dst_aws_service IS NOT NULL OR pkt_src_aws_service IS NOT NULL
GROUP BY 1, 2
ORDER BY bytes DESC
