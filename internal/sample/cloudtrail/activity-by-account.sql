-- name: Activity by account
-- description: Counts events, principals and errors by account.
-- tags: account, organization, activity
SELECT recipientAccountId, count(*) AS events, count(DISTINCT userIdentity.arn) AS principals, count(errorCode) AS errors
FROM $EDS_ID
GROUP BY recipientAccountId
ORDER BY events DESC
