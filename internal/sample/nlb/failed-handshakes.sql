-- name: TLS handshakes that failed
-- name ko: 실패한 TLS 핸드셰이크
-- name ja: 失敗した TLS ハンドシェイク
-- description: Counts connections that ended in a TLS alert, by client.
-- description ko: TLS 경고로 끝난 연결을 클라이언트별로 셉니다.
-- description ja: TLS アラートで終わった接続をクライアントごとに数えます。
-- tags: nlb, load balancer, tls, alert, error
SELECT client_ip, incoming_tls_alert, count(*) AS connections, max(time) AS latest
FROM nlb_tls_logs
WHERE incoming_tls_alert IS NOT NULL
GROUP BY client_ip, incoming_tls_alert
ORDER BY connections DESC
