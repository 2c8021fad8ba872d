-- name: Access keys that were created
-- name ko: 생성된 액세스 키
-- name ja: 作成されたアクセスキー
-- description: Lists access keys that were created, for whom and by whom.
-- description ko: 생성된 액세스 키를, 누구의 키를 누가 만들었는지와 함께 나열합니다.
-- description ja: 作成されたアクセスキーを、誰のために誰が作ったかとともに一覧にします。
-- tags: access key, credential, iam, persistence
SELECT eventTime, userIdentity.arn AS creator, element_at(requestParameters, 'userName') AS forUser, sourceIPAddress, errorCode
FROM $EDS_ID
WHERE eventSource = 'iam.amazonaws.com' AND eventName = 'CreateAccessKey'
ORDER BY eventTime DESC
