-- name: Slow requests
-- name ko: 느린 요청
-- name ja: 遅いリクエスト
-- description: Lists requests that a target took five seconds or more for.
-- description ko: 대상이 처리하는 데 5초 이상 걸린 요청을 나열합니다.
-- description ja: ターゲットが 5 秒以上かけて処理したリクエストを一覧にします。
-- tags: alb, load balancer, slow, latency, performance
SELECT time, target_ip, target_processing_time, request_verb, request_url, client_ip
FROM alb_access_logs
WHERE target_processing_time >= 5
ORDER BY target_processing_time DESC
LIMIT 100
