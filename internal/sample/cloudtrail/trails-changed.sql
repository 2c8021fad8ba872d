-- name: Changes of trails
-- name ko: 추적 변경
-- name ja: 証跡の変更
-- description: Finds calls that stopped, deleted or changed trails or event data stores.
-- description ko: 추적이나 이벤트 데이터 스토어를 중지, 삭제, 변경한 호출을 찾습니다.
-- description ja: 証跡やイベントデータストアを停止、削除、変更した呼び出しを探します。
-- tags: cloudtrail, logging, tampering, defense evasion
SELECT eventTime, userIdentity.arn, eventName, requestParameters, sourceIPAddress, errorCode
FROM $EDS_ID
WHERE eventSource = 'cloudtrail.amazonaws.com'
  AND eventName IN ('StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors', 'DeleteEventDataStore', 'UpdateEventDataStore')
ORDER BY eventTime DESC
