-- name: Changes by day
-- name ko: 일별 변경
-- name ja: 日ごとの変更
-- description: Counts the changes of resources by day, type and status.
-- description ko: 리소스 변경을 날짜, 유형, 상태별로 셉니다.
-- description ja: リソースの変更を、日、タイプ、状態ごとに数えます。
-- tags: config, history, change, day, trend
SELECT dt, resourcetype, configurationitemstatus, count(*) AS changes
FROM config_history
GROUP BY dt, resourcetype, configurationitemstatus
ORDER BY dt, changes DESC
