-- name: Console sign-ins that follow failed ones
-- name ko: 여러 번 실패한 뒤 성공한 콘솔 로그인
-- name ja: 失敗が続いた後に成功したコンソールサインイン
-- description: Finds sign-ins that succeeded within an hour of three or more failures in a row from the same address: a password may have been guessed.
-- description ko: 같은 주소에서 세 번 이상 연속으로 실패한 뒤 한 시간 안에 성공한 로그인을 찾습니다. 암호가 추측되었을 수 있습니다.
-- description ja: 同じアドレスから 3 回以上続けて失敗した後、1 時間以内に成功したサインインを見つけます。パスワードが推測された可能性があります。
-- tags: sign-in, console, failure, brute force, sequence
SELECT sourceIPAddress, failures, first, signedIn, userName
FROM (
  SELECT sourceIPAddress, eventTime, userIdentity.userName AS userName,
         element_at(responseElements, 'ConsoleLogin') AS result
  FROM $EDS_ID
  WHERE eventName = 'ConsoleLogin'
) MATCH_RECOGNIZE (
  PARTITION BY sourceIPAddress
  ORDER BY eventTime
  MEASURES count(F.*) AS failures, FIRST(F.eventTime) AS first, S.eventTime AS signedIn, S.userName AS userName
  PATTERN (F{3,} S)
  DEFINE F AS result = 'Failure',
         S AS result = 'Success' AND eventTime < FIRST(F.eventTime) + INTERVAL '1' HOUR
)
ORDER BY signedIn DESC
