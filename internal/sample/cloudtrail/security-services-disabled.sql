-- name: Security services that were switched off
-- description: Finds calls that disabled GuardDuty, Config, Security Hub or flow logs.
-- tags: guardduty, config, security hub, tampering, defense evasion
SELECT eventTime, userIdentity.arn, eventSource, eventName, awsRegion, errorCode
FROM $EDS_ID
WHERE eventName IN ('DeleteDetector', 'DisassociateFromMasterAccount', 'StopConfigurationRecorder', 'DeleteConfigurationRecorder', 'DisableSecurityHub', 'DeleteFlowLogs')
ORDER BY eventTime DESC
