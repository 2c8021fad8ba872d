-- name: What came from an address
-- name ko: 한 주소에서 한 작업
-- name ja: あるアドレスからの操作
-- description: Counts what one IP address called; put the address in.
-- description ko: 하나의 IP 주소가 호출한 작업을 셉니다. 주소를 넣어 실행하십시오.
-- description ja: 1 つの IP アドレスからの呼び出しを数えます。アドレスを入れて実行してください。
-- tags: ip address, investigate, network, source
SELECT userIdentity.arn, eventSource, eventName, count(*) AS calls, min(eventTime) AS first, max(eventTime) AS last
FROM $EDS_ID
WHERE sourceIPAddress = '192.0.2.7'
GROUP BY userIdentity.arn, eventSource, eventName
ORDER BY calls DESC
