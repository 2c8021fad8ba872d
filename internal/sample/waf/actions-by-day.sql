-- name: Actions by day
-- name ko: 일별 작업
-- name ja: 日ごとのアクション
-- description: Counts allowed, blocked and challenged requests of each day.
-- description ko: 허용, 차단, 확인(챌린지)된 요청을 날짜별로 셉니다.
-- description ja: 許可、ブロック、チャレンジされたリクエストを日ごとに数えます。
-- tags: waf, firewall, action, day, trend
SELECT date_trunc('day', from_unixtime(timestamp / 1000)) AS day, action, count(*) AS requests
FROM waf_logs
GROUP BY 1, action
ORDER BY 1, action
