-- name: Console sign-ins without MFA
-- name ko: MFA 없는 콘솔 로그인
-- name ja: MFA なしのコンソールサインイン
-- description: Finds successful console sign-ins whose user did not present a second factor.
-- description ko: 두 번째 인증 요소 없이 성공한 콘솔 로그인을 찾습니다.
-- description ja: 2 つ目の認証要素なしで成功したコンソールサインインを探します。
-- tags: sign-in, console, mfa, identity
SELECT eventTime, userIdentity.arn, sourceIPAddress, awsRegion
FROM $EDS_ID
WHERE eventName = 'ConsoleLogin'
  AND element_at(responseElements, 'ConsoleLogin') = 'Success'
  AND element_at(additionalEventData, 'MFAUsed') = 'No'
ORDER BY eventTime DESC
