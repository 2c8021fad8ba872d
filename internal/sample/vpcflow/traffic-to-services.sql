-- name: Traffic to AWS services
-- name ko: AWS 서비스로 가는 트래픽
-- name ja: AWS サービスへのトラフィック
-- description: Sums the bytes to and from AWS services by instance.
-- description ko: AWS 서비스와 주고받은 바이트를 인스턴스별로 더합니다.
-- description ja: AWS サービスとの間のバイト数をインスタンスごとに合計します。
-- tags: vpc, network, service, s3, endpoint, cost
SELECT coalesce(pkt_dst_aws_service, pkt_src_aws_service) AS service, instance_id, sum(bytes) AS bytes, count(*) AS flows
FROM vpc_flow_logs
WHERE pkt_dst_aws_service IS NOT NULL OR pkt_src_aws_service IS NOT NULL
GROUP BY 1, 2
ORDER BY bytes DESC
