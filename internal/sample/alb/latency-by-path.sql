-- name: Latency by path
-- name ko: 경로별 지연 시간
-- name ja: パスごとのレイテンシー
-- description: Gives the median and the 99th percentile of the targets' time by path.
-- description ko: 대상 처리 시간의 중앙값과 99번째 백분위수를 경로별로 보여 줍니다.
-- description ja: ターゲットの処理時間の中央値と 99 パーセンタイルを、パスごとに示します。
-- tags: alb, load balancer, latency, percentile, performance
SELECT url_extract_path(request_url) AS path, count(*) AS requests,
  approx_percentile(target_processing_time, 0.5) AS median, approx_percentile(target_processing_time, 0.99) AS p99
FROM alb_access_logs
WHERE target_processing_time >= 0
GROUP BY 1
ORDER BY p99 DESC
