-- name: Answers by day
-- name ko: 일별 응답
-- name ja: 日ごとの応答
-- description: Counts requests by day and class of status.
-- description ko: 요청 수를 날짜와 상태 코드 계열별로 셉니다.
-- description ja: リクエスト数を、日とステータスコードの区分ごとに数えます。
-- tags: alb, load balancer, status, trend, daily
SELECT day, elb_status_code / 100 AS class, count(*) AS requests
FROM alb_access_logs
GROUP BY 1, 2
ORDER BY 1, 2
