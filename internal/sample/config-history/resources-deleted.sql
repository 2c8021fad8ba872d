-- name: Resources that were deleted
-- name ko: 삭제된 리소스
-- name ja: 削除されたリソース
-- description: Lists resources whose last state is that they are gone.
-- description ko: 마지막 상태가 삭제인 리소스를 나열합니다.
-- description ja: 最後の状態が削除であるリソースを一覧にします。
-- tags: config, history, deleted, resource
SELECT configurationitemcapturetime, resourcetype, resourceid, awsaccountid, awsregion
FROM config_history
WHERE configurationitemstatus LIKE '%Deleted%'
ORDER BY configurationitemcapturetime DESC
LIMIT 100
