-- name: What was deleted
-- name ko: 삭제된 항목
-- name ja: 削除されたもの
-- description: Counts successful calls that delete or terminate something, by principal.
-- description ko: 무언가를 삭제하거나 종료한 성공한 호출을 보안 주체별로 셉니다.
-- description ja: 何かを削除または終了した、成功した呼び出しをプリンシパルごとに数えます。
-- tags: delete, terminate, destruction, change
SELECT userIdentity.arn, eventSource, eventName, count(*) AS times, max(eventTime) AS last
FROM $EDS_ID
WHERE (eventName LIKE 'Delete%' OR eventName LIKE 'Terminate%') AND errorCode IS NULL
GROUP BY userIdentity.arn, eventSource, eventName
ORDER BY times DESC
