-- name: Requests that look like attacks
-- name ko: 공격으로 보이는 요청
-- name ja: 攻撃と思われるリクエスト
-- description: Finds requests with SQL, scripts or paths of the system in their URL.
-- description ko: URL에 SQL, 스크립트 또는 시스템 경로가 들어 있는 요청을 찾습니다.
-- description ja: URL に SQL、スクリプト、システムのパスを含むリクエストを探します。
-- tags: alb, load balancer, attack, injection, threat, web
SELECT time, client_ip, request_verb, request_url, elb_status_code, user_agent
FROM alb_access_logs
WHERE regexp_like(url_decode(request_url), '(?i)(union\s+select|<script|\.\./|/etc/passwd|sleep\(|/\.env|wp-login)')
ORDER BY time DESC
LIMIT 200
