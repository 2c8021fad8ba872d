-- name: Network traffic by hour
-- name ko: 시간별 네트워크 트래픽
-- name ja: 時間ごとのネットワークトラフィック
-- description: Sums flows, packets and bytes by hour and direction.
-- description ko: 흐름, 패킷, 바이트를 시간과 방향별로 더합니다.
-- description ja: フロー、パケット、バイト数を時間と方向ごとに合計します。
-- tags: vpc, network, trend, hourly, volume
SELECT date_trunc('hour', from_unixtime(start)) AS hour, flow_direction, count(*) AS flows, sum(packets) AS packets, sum(bytes) AS bytes
FROM vpc_flow_logs
WHERE log_status = 'OK'
GROUP BY 1, 2
ORDER BY 1, 2
