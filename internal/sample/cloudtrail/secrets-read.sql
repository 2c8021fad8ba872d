-- name: Secrets that were read
-- description: Counts reads of secrets by principal.
-- tags: secrets manager, secret, credential access
SELECT userIdentity.arn, element_at(requestParameters, 'secretId') AS secret, count(*) AS reads, max(eventTime) AS last
FROM $EDS_ID
WHERE eventSource = 'secretsmanager.amazonaws.com' AND eventName = 'GetSecretValue'
GROUP BY 1, 2
ORDER BY reads DESC
