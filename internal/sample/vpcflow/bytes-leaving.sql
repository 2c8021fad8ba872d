-- name: Where most bytes go
-- name ko: 바이트가 가장 많이 나가는 곳
-- name ja: 最も多くのバイトが向かう先
-- description: Sums the bytes that instances sent to each address outside of the private ranges.
-- description ko: 인스턴스가 사설 범위 밖의 각 주소로 보낸 바이트를 더합니다.
-- description ja: インスタンスがプライベート範囲の外の各アドレスへ送ったバイト数を合計します。
-- tags: vpc, network, egress, transfer, exfiltration, top
SELECT dstaddr, instance_id, sum(bytes) AS bytes, count(*) AS flows
FROM vpc_flow_logs
WHERE flow_direction = 'egress' AND action = 'ACCEPT'
  AND dstaddr NOT LIKE '10.%' AND dstaddr NOT LIKE '192.168.%' AND NOT regexp_like(dstaddr, '^172\.(1[6-9]|2[0-9]|3[01])\.')
GROUP BY dstaddr, instance_id
ORDER BY bytes DESC
LIMIT 50
