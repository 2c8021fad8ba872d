-- name: Calls over old TLS
-- name ko: 오래된 TLS를 통한 호출
-- name ja: 古い TLS による呼び出し
-- description: Counts calls that were made over TLS 1.0 or 1.1, by client.
-- description ko: TLS 1.0 또는 1.1로 이루어진 호출을 클라이언트별로 셉니다.
-- description ja: TLS 1.0 または 1.1 による呼び出しを、クライアントごとに数えます。
-- tags: tls, encryption, compliance, client
SELECT tlsDetails.tlsVersion, userIdentity.arn, userAgent, count(*) AS calls
FROM $EDS_ID
WHERE tlsDetails.tlsVersion IN ('TLSv1', 'TLSv1.1')
GROUP BY 1, 2, 3
ORDER BY calls DESC
