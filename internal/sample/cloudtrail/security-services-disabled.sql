-- name: Security services that were switched off
-- name ko: 꺼진 보안 서비스
-- name ja: 停止されたセキュリティサービス
-- description: Finds calls that disabled GuardDuty, Config, Security Hub or flow logs.
-- description ko: GuardDuty, Config, Security Hub 또는 흐름 로그를 비활성화한 호출을 찾습니다.
-- description ja: GuardDuty、Config、Security Hub、フローログを無効にした呼び出しを探します。
-- tags: guardduty, config, security hub, tampering, defense evasion
SELECT eventTime, userIdentity.arn, eventSource, eventName, awsRegion, errorCode
FROM $EDS_ID
WHERE eventName IN ('DeleteDetector', 'DisassociateFromMasterAccount', 'StopConfigurationRecorder', 'DeleteConfigurationRecorder', 'DisableSecurityHub', 'DeleteFlowLogs')
ORDER BY eventTime DESC
