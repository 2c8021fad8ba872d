-- name: Sign-ins of the root user
-- name ko: 루트 사용자의 로그인
-- name ja: ルートユーザーのサインイン
-- description: Lists console sign-ins of the root user with their result and whether MFA was used.
-- description ko: 루트 사용자의 콘솔 로그인을 결과와 MFA 사용 여부와 함께 나열합니다.
-- description ja: ルートユーザーのコンソールサインインを、結果と MFA の使用有無とともに一覧にします。
-- tags: root, sign-in, console, mfa
SELECT eventTime, recipientAccountId, sourceIPAddress,
       element_at(responseElements, 'ConsoleLogin') AS result,
       element_at(additionalEventData, 'MFAUsed') AS mfa
FROM $EDS_ID
WHERE eventName = 'ConsoleLogin' AND userIdentity.type = 'Root'
ORDER BY eventTime DESC
