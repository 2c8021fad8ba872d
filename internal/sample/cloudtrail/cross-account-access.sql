-- name: Calls from other accounts
-- name ko: 다른 계정에서 온 호출
-- name ja: 他のアカウントからの呼び出し
-- description: Counts calls that principals of one account made in another.
-- description ko: 한 계정의 보안 주체가 다른 계정에서 한 호출을 셉니다.
-- description ja: あるアカウントのプリンシパルが別のアカウントで行った呼び出しを数えます。
-- tags: cross-account, account, identity, access
SELECT userIdentity.accountId AS fromAccount, recipientAccountId AS inAccount, userIdentity.arn, eventSource, count(*) AS calls
FROM $EDS_ID
WHERE userIdentity.accountId <> recipientAccountId
GROUP BY 1, 2, 3, 4
ORDER BY calls DESC
