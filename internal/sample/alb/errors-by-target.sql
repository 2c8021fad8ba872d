-- name: Errors of targets
-- name ko: 대상별 오류
-- name ja: ターゲットごとのエラー
-- description: Counts answers of 500 and above by target, and those that the load balancer gave itself.
-- description ko: 500 이상의 응답을 대상별로 세고, 로드 밸런서가 직접 보낸 응답도 셉니다.
-- description ja: 500 以上の応答をターゲットごとに数え、ロードバランサー自身の応答も数えます。
-- tags: alb, load balancer, error, 5xx, target
SELECT elb, target_ip, elb_status_code, target_status_code, count(*) AS requests, max(time) AS latest
FROM alb_access_logs
WHERE elb_status_code >= 500
GROUP BY elb, target_ip, elb_status_code, target_status_code
ORDER BY requests DESC
