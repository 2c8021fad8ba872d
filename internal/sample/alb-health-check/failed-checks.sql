-- name: Health checks that failed
-- name ko: 실패한 상태 확인
-- name ja: 失敗したヘルスチェック
-- description: Counts health checks that failed, by target and reason, with the slowest.
-- description ko: 실패한 상태 확인을 대상과 원인별로 세고 가장 느린 것을 보여 줍니다.
-- description ja: 失敗したヘルスチェックをターゲットと理由ごとに数え、最も遅いものを示します。
-- tags: alb, load balancer, health check, target
SELECT target_group_id, target_ip, target_port, status_code, reason_code, count(*) AS checks, max(latency) AS slowest, max(time) AS latest
FROM alb_health_check_logs
WHERE status = 'FAIL'
GROUP BY target_group_id, target_ip, target_port, status_code, reason_code
ORDER BY checks DESC
