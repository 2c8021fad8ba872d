-- name: Errors of a Classic Load Balancer's instances
-- name ko: Classic Load Balancer 인스턴스의 오류
-- name ja: Classic Load Balancer のインスタンスのエラー
-- description: Counts answers of 400 and above by instance.
-- description ko: 400 이상의 응답을 인스턴스별로 셉니다.
-- description ja: 400 以上の応答をインスタンスごとに数えます。
-- tags: elb, classic, load balancer, error, backend
SELECT elb_name, backend_ip, elb_response_code, backend_response_code, count(*) AS requests
FROM elb_logs
WHERE elb_response_code >= '400'
GROUP BY elb_name, backend_ip, elb_response_code, backend_response_code
ORDER BY requests DESC
