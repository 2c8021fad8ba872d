-- name: Failed console sign-ins by user and address
-- name ko: 사용자와 주소별 콘솔 로그인 실패
-- name ja: ユーザーとアドレスごとのコンソールサインイン失敗
-- description: Counts failed console sign-ins, by user name and source address, to show password guessing.
-- description ko: 실패한 콘솔 로그인을 사용자 이름과 소스 주소별로 세어 암호 추측 시도를 드러냅니다.
-- description ja: 失敗したコンソールサインインをユーザー名と送信元アドレスごとに数え、パスワードの推測を明らかにします。
-- tags: sign-in, console, failure, brute force
SELECT userIdentity.userName, sourceIPAddress, count(*) AS failures, min(eventTime) AS first, max(eventTime) AS last
FROM $EDS_ID
WHERE eventName = 'ConsoleLogin'
  AND element_at(responseElements, 'ConsoleLogin') = 'Failure'
GROUP BY userIdentity.userName, sourceIPAddress
ORDER BY failures DESC
