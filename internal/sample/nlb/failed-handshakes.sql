-- name: TLS handshakes that failed
-- description: Counts connections that ended in a TLS alert, by client.
-- tags: nlb, load balancer, tls, alert, error
SELECT client_ip, incoming_tls_alert, count(*) AS connections, max(time) AS latest
FROM nlb_tls_logs
WHERE incoming_tls_alert IS NOT NULL
GROUP BY client_ip, incoming_tls_alert
ORDER BY connections DESC
