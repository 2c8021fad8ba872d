-- name: Rejected flows
-- name ko: 거부된 흐름
-- name ja: 拒否されたフロー
-- description: Counts the flows that security groups and network ACLs rejected, by source, port and day.
-- description ko: 보안 그룹과 네트워크 ACL이 거부한 흐름을 소스, 포트, 날짜별로 셉니다.
-- description ja: セキュリティグループとネットワーク ACL が拒否したフローを、送信元、ポート、日ごとに数えます。
-- tags: vpc, network, reject, security group
SELECT date, srcaddr, dstport, count(*) AS flows, sum(packets) AS packets
FROM vpc_flow_logs
WHERE action = 'REJECT'
GROUP BY date, srcaddr, dstport
ORDER BY flows DESC
LIMIT 100
