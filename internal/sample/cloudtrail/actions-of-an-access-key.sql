-- name: What an access key did
-- name ko: 한 액세스 키로 한 작업
-- name ja: あるアクセスキーの操作
-- description: Lists the events of one access key; put the key's ID in.
-- description ko: 액세스 키 하나의 이벤트를 나열합니다. 키 ID를 넣어 실행하십시오.
-- description ja: 1 つのアクセスキーのイベントを一覧にします。キー ID を入れて実行してください。
-- tags: access key, credential, investigate, compromised
SELECT eventTime, userIdentity.arn, eventSource, eventName, awsRegion, sourceIPAddress, userAgent, errorCode
FROM $EDS_ID
WHERE userIdentity.accessKeyId = 'AKIAIOSFODNN7EXAMPLE'
ORDER BY eventTime
