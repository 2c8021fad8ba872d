-- name: Principals that were not seen before
-- name ko: 처음 나타난 보안 주체
-- name ja: 初めて現れたプリンシパル
-- description: Finds principals whose first event is in the last seven days of the store.
-- description ko: 첫 이벤트가 스토어의 마지막 7일 안에 있는 보안 주체를 찾습니다.
-- description ja: 最初のイベントがストアの最後の 7 日間にあるプリンシパルを探します。
-- tags: principal, identity, anomaly, new
WITH seen AS (
  SELECT userIdentity.arn AS principal, min(eventTime) AS first, count(*) AS events
  FROM $EDS_ID
  WHERE userIdentity.arn IS NOT NULL
  GROUP BY userIdentity.arn
)
SELECT principal, first, events
FROM seen
WHERE first > (SELECT max(first) FROM seen) - INTERVAL '7' DAY
ORDER BY first DESC
