-- name: Access denied, by principal
-- name ko: 보안 주체별 액세스 거부
-- name ja: プリンシパルごとのアクセス拒否
-- description: Counts calls that were refused for want of permission, by who made them and what they called.
-- description ko: 권한이 없어 거부된 호출을 호출한 주체와 작업별로 셉니다.
-- description ja: 権限がないために拒否された呼び出しを、呼び出した主体と操作ごとに数えます。
-- tags: access denied, authorization, error, permission
SELECT userIdentity.arn, eventSource, eventName, count(*) AS refused
FROM $EDS_ID
WHERE errorCode IN ('AccessDenied', 'AccessDeniedException', 'Client.UnauthorizedOperation', 'UnauthorizedOperation')
GROUP BY userIdentity.arn, eventSource, eventName
ORDER BY refused DESC
LIMIT 100
