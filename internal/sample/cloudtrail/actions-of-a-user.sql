-- name: What a user did
-- name ko: 한 사용자가 한 작업
-- name ja: あるユーザーの操作
-- description: Lists the events of one IAM user; put the user's name in.
-- description ko: IAM 사용자 한 명의 이벤트를 나열합니다. 사용자 이름을 넣어 실행하십시오.
-- description ja: 1 人の IAM ユーザーのイベントを一覧にします。ユーザー名を入れて実行してください。
-- tags: user, investigate, identity, history
SELECT eventTime, eventSource, eventName, awsRegion, sourceIPAddress, errorCode
FROM $EDS_ID
WHERE userIdentity.userName = 'alice'
ORDER BY eventTime DESC
LIMIT 1000
