-- name: Objects that were deleted
-- name ko: 삭제된 객체
-- name ja: 削除されたオブジェクト
-- description: Lists deletions with who asked for them; those of lifecycle rules have no requester.
-- description ko: 삭제를 요청한 주체와 함께 나열합니다. 수명 주기 규칙에 의한 삭제에는 요청자가 없습니다.
-- description ja: 削除を、要求した主体とともに一覧にします。ライフサイクルルールによる削除にはリクエスタがありません。
-- tags: s3, bucket, object, delete
SELECT requestdatetime, bucket_name, key, operation, requester, remoteip
FROM s3_access_logs
WHERE operation LIKE '%DELETE%' OR operation LIKE 'S3.EXPIRE%'
ORDER BY parse_datetime(requestdatetime, 'dd/MMM/yyyy:HH:mm:ss Z') DESC
LIMIT 100
