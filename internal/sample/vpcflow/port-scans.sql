-- name: Port scans
-- name ko: 포트 스캔
-- name ja: ポートスキャン
-- description: Finds sources that were rejected at many ports of one day.
-- description ko: 하루 동안 여러 포트에서 거부된 소스를 찾습니다.
-- description ja: 1 日に多くのポートで拒否された送信元を探します。
-- tags: vpc, network, scan, reconnaissance, threat
SELECT date, srcaddr, count(DISTINCT dstport) AS ports, count(DISTINCT dstaddr) AS targets, from_unixtime(min(start)) AS first_seen, from_unixtime(max("end")) AS last_seen
FROM vpc_flow_logs
WHERE action = 'REJECT'
GROUP BY date, srcaddr
HAVING count(DISTINCT dstport) > 25
ORDER BY ports DESC
