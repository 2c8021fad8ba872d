-- name: Calls from other accounts
-- description: Counts calls that principals of one account made in another.
-- tags: cross-account, account, identity, access
SELECT userIdentity.accountId AS fromAccount, recipientAccountId AS inAccount, userIdentity.arn, eventSource, count(*) AS calls
FROM $EDS_ID
WHERE userIdentity.accountId <> recipientAccountId
GROUP BY 1, 2, 3, 4
ORDER BY calls DESC
