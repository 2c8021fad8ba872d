-- name: Activity by account
-- name ko: 계정별 활동
-- name ja: アカウントごとのアクティビティ
-- description: Counts events, principals and errors by account.
-- description ko: 이벤트, 보안 주체, 오류를 계정별로 셉니다.
-- description ja: イベント、プリンシパル、エラーをアカウントごとに数えます。
-- tags: account, organization, activity
SELECT recipientAccountId, count(*) AS events, count(DISTINCT userIdentity.arn) AS principals, count(errorCode) AS errors
FROM $EDS_ID
GROUP BY recipientAccountId
ORDER BY events DESC
