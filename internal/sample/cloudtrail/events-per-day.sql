-- name: Events per day
-- name ko: 일별 이벤트
-- name ja: 日ごとのイベント
-- description: Counts events by day, with how many of them failed.
-- description ko: 이벤트를 날짜별로 세고, 그중 실패한 수를 함께 보여 줍니다.
-- description ja: イベントを日ごとに数え、そのうち失敗した数も示します。
-- tags: activity, trend, daily, volume
SELECT date_trunc('day', eventTime) AS day, count(*) AS events, count(errorCode) AS failed
FROM $EDS_ID
GROUP BY 1
ORDER BY day
