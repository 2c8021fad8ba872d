-- name: TLS versions of an NLB's clients
-- name ko: NLB 클라이언트의 TLS 버전
-- name ja: NLB のクライアントの TLS バージョン
-- description: Counts connections by load balancer, TLS version and cipher.
-- description ko: 연결을 로드 밸런서, TLS 버전, 암호별로 셉니다.
-- description ja: 接続をロードバランサー、TLS バージョン、暗号ごとに数えます。
-- tags: nlb, load balancer, tls, cipher, compliance
SELECT elb, tls_protocol_version, tls_cipher_suite, count(*) AS connections
FROM nlb_tls_logs
WHERE tls_protocol_version IS NOT NULL
GROUP BY elb, tls_protocol_version, tls_cipher_suite
ORDER BY connections DESC
