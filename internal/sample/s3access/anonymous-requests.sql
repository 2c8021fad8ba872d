-- name: Requests without credentials
-- name ko: 자격 증명 없는 요청
-- name ja: 認証情報のないリクエスト
-- description: Lists what was asked of buckets without a signature, and what it gave.
-- description ko: 서명 없이 버킷에 보낸 요청과 그 결과를 나열합니다.
-- description ja: 署名なしでバケットに送られたリクエストと、その結果を一覧にします。
-- tags: s3, bucket, anonymous, public
SELECT bucket_name, operation, key, remoteip, httpstatus, requestdatetime
FROM s3_access_logs
WHERE requester IS NULL AND remoteip IS NOT NULL
ORDER BY parse_datetime(requestdatetime, 'dd/MMM/yyyy:HH:mm:ss Z') DESC
LIMIT 100
