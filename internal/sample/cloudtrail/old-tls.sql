-- name: Calls over old TLS
-- description: Counts calls that were made over TLS 1.0 or 1.1, by client.
-- tags: tls, encryption, compliance, client
SELECT tlsDetails.tlsVersion, userIdentity.arn, userAgent, count(*) AS calls
FROM $EDS_ID
WHERE tlsDetails.tlsVersion IN ('TLSv1', 'TLSv1.1')
GROUP BY 1, 2, 3
ORDER BY calls DESC
