-- name: KMS keys that are to be deleted
-- name ko: 삭제 예정인 KMS 키
-- name ja: 削除予定の KMS キー
-- description: Lists keys that were disabled or scheduled for deletion.
-- description ko: 비활성화되었거나 삭제가 예약된 키를 나열합니다.
-- description ja: 無効化されたキーと、削除が予定されたキーを一覧にします。
-- tags: kms, key, encryption, delete, destruction
SELECT eventTime, userIdentity.arn, eventName, element_at(requestParameters, 'keyId') AS keyId, errorCode
FROM $EDS_ID
WHERE eventSource = 'kms.amazonaws.com' AND eventName IN ('ScheduleKeyDeletion', 'DisableKey')
ORDER BY eventTime DESC
