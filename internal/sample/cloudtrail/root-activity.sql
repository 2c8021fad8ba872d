-- name: Activity of the root user
-- name ko: 루트 사용자의 활동
-- name ja: ルートユーザーのアクティビティ
-- description: Lists what was done with the root user of an account.
-- description ko: 계정의 루트 사용자로 한 작업을 나열합니다.
-- description ja: アカウントのルートユーザーで行われた操作を一覧にします。
-- tags: root, identity, privileged
SELECT eventTime, recipientAccountId, eventSource, eventName, sourceIPAddress, userAgent
FROM $EDS_ID
WHERE userIdentity.type = 'Root'
  AND eventType <> 'AwsServiceEvent'
ORDER BY eventTime DESC
