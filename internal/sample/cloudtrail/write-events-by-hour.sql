-- name: Changes by hour of the day
-- name ko: 시간대별 변경
-- name ja: 時間帯ごとの変更
-- description: Counts changes by the hour of the day (UTC), to show work at odd hours.
-- description ko: 변경을 하루의 시간(UTC)별로 세어 이례적인 시간의 작업을 보여 줍니다.
-- description ja: 変更を 1 日の時間(UTC)ごとに数え、普段と異なる時間の作業を示します。
-- tags: change, time, anomaly, trend, hour
SELECT hour(eventTime) AS hourOfDay, count(*) AS changes, count(DISTINCT userIdentity.arn) AS principals
FROM $EDS_ID
WHERE readOnly = false
GROUP BY 1
ORDER BY hourOfDay
