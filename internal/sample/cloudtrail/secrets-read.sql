-- name: Secrets that were read
-- name ko: 읽은 보안 암호
-- name ja: 読み取られたシークレット
-- description: Counts reads of secrets by principal.
-- description ko: 보안 암호를 읽은 횟수를 보안 주체별로 셉니다.
-- description ja: シークレットの読み取りをプリンシパルごとに数えます。
-- tags: secrets manager, secret, credential access
SELECT userIdentity.arn, element_at(requestParameters, 'secretId') AS secret, count(*) AS reads, max(eventTime) AS last
FROM $EDS_ID
WHERE eventSource = 'secretsmanager.amazonaws.com' AND eventName = 'GetSecretValue'
GROUP BY 1, 2
ORDER BY reads DESC
