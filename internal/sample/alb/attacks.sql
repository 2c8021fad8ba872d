-- name: Requests that look like attacks
-- description: Finds requests with SQL, scripts or paths of the system in their URL.
-- tags: alb, load balancer, attack, injection, threat, web
SELECT time, client_ip, request_verb, request_url, elb_status_code, user_agent
FROM alb_access_logs
WHERE regexp_like(url_decode(request_url), '(?i)(union\s+select|<script|\.\./|/etc/passwd|sleep\(|/\.env|wp-login)')
ORDER BY time DESC
LIMIT 200
