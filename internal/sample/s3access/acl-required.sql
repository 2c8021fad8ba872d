-- name: Requests that need an ACL
-- name ko: ACL이 필요한 요청
-- name ja: ACL が必要なリクエスト
-- description: Finds requests that an access control list let in: to be moved to policies before ACLs are turned off.
-- description ko: 액세스 제어 목록(ACL)이 허용한 요청을 찾습니다. ACL을 끄기 전에 정책으로 옮겨야 합니다.
-- description ja: アクセスコントロールリスト(ACL)が許可したリクエストを探します。ACL を無効にする前にポリシーへ移す必要があります。
-- tags: s3, bucket, acl, ownership, compliance
SELECT bucket_name, requester, operation, count(*) AS requests, min(key) AS example
FROM s3_access_logs
WHERE aclrequired = 'Yes'
GROUP BY bucket_name, requester, operation
ORDER BY requests DESC
