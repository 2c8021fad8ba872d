-- name: TLS versions of an NLB's clients
-- description: Counts connections by load balancer, TLS version and cipher.
-- tags: nlb, load balancer, tls, cipher, compliance
SELECT elb, tls_protocol_version, tls_cipher_suite, count(*) AS connections
FROM nlb_tls_logs
WHERE tls_protocol_version IS NOT NULL
GROUP BY elb, tls_protocol_version, tls_cipher_suite
ORDER BY connections DESC
