-- name: Activity by region
-- name ko: 리전별 활동
-- name ja: リージョンごとのアクティビティ
-- description: Counts events and principals by region, to find regions that nobody should use.
-- description ko: 이벤트와 보안 주체를 리전별로 세어, 아무도 쓰지 않아야 할 리전을 찾습니다.
-- description ja: イベントとプリンシパルをリージョンごとに数え、使われるはずのないリージョンを見つけます。
-- tags: region, activity, unused
SELECT awsRegion, count(*) AS events, count(DISTINCT userIdentity.arn) AS principals, max(eventTime) AS last
FROM $EDS_ID
WHERE readOnly = false
GROUP BY awsRegion
ORDER BY events
