-- name: Client certificates that were refused
-- name ko: 거부된 클라이언트 인증서
-- name ja: 拒否されたクライアント証明書
-- description: Counts connections whose client certificate was not accepted, by subject.
-- description ko: 클라이언트 인증서가 수락되지 않은 연결을 주체별로 셉니다.
-- description ja: クライアント証明書が受け入れられなかった接続を、サブジェクトごとに数えます。
-- tags: alb, load balancer, mtls, certificate, tls
SELECT leaf_client_cert_subject, tls_verify_status, count(*) AS connections, max(time) AS latest
FROM alb_connection_logs
WHERE tls_verify_status <> 'Success'
GROUP BY leaf_client_cert_subject, tls_verify_status
ORDER BY connections DESC
