-- name: Requests by client and target
-- name ko: 클라이언트와 대상별 요청
-- name ja: クライアントとターゲットごとのリクエスト
-- description: Counts requests and bytes by client and target address.
-- description ko: 클라이언트 주소와 대상 주소별로 요청 수와 바이트를 집계합니다.
-- description ja: クライアントとターゲットのアドレスごとに、リクエスト数とバイト数を集計します。
-- tags: alb, load balancer, client, target, top
SELECT client_ip, target_ip, count(*) AS requests, sum(received_bytes + sent_bytes) AS bytes
FROM alb_access_logs
GROUP BY client_ip, target_ip
ORDER BY requests DESC
LIMIT 100
