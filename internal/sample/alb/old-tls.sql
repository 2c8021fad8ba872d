-- name: Clients with old TLS
-- name ko: 오래된 TLS를 쓰는 클라이언트
-- name ja: 古い TLS を使うクライアント
-- description: Counts requests of clients that speak TLS 1.0 or 1.1.
-- description ko: TLS 1.0 또는 1.1로 접속하는 클라이언트의 요청을 셉니다.
-- description ja: TLS 1.0 または 1.1 で接続するクライアントのリクエストを数えます。
-- tags: alb, load balancer, tls, cipher, compliance
SELECT client_ip, ssl_protocol, ssl_cipher, user_agent, count(*) AS requests
FROM alb_access_logs
WHERE ssl_protocol IN ('TLSv1', 'TLSv1.1')
GROUP BY client_ip, ssl_protocol, ssl_cipher, user_agent
ORDER BY requests DESC
