-- name: Requests per minute by client
-- name ko: 클라이언트별 분당 요청 수
-- name ja: クライアントごとの毎分リクエスト数
-- description: Finds clients with more than ten requests in a minute.
-- description ko: 1분에 요청이 열 건을 넘는 클라이언트를 찾습니다.
-- description ja: 1 分間に 10 件を超えるリクエストを送ったクライアントを探します。
-- tags: alb, load balancer, rate, flood, threat
SELECT client_ip, date_trunc('minute', from_iso8601_timestamp(time)) AS minute, count(*) AS requests
FROM alb_access_logs
GROUP BY 1, 2
HAVING count(*) > 10
ORDER BY requests DESC
LIMIT 100
