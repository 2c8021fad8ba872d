-- name: Client certificates that were refused
-- description: Counts connections whose client certificate was not accepted, by subject.
-- tags: alb, load balancer, mtls, certificate, tls
SELECT leaf_client_cert_subject, tls_verify_status, count(*) AS connections, max(time) AS latest
FROM alb_connection_logs
WHERE tls_verify_status <> 'Success'
GROUP BY leaf_client_cert_subject, tls_verify_status
ORDER BY connections DESC
