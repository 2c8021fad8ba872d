-- name: Gaps in the flow log
-- name ko: 흐름 로그의 공백
-- name ja: フローログの欠落
-- description: Counts by interface the minutes for which records were skipped or there was no traffic.
-- description ko: 레코드가 누락되었거나 트래픽이 없던 시간(분)을 인터페이스별로 셉니다.
-- description ja: レコードがスキップされた、またはトラフィックがなかった分数をインターフェイスごとに数えます。
-- tags: vpc, network, skipdata, nodata, gap, completeness
SELECT interface_id, log_status, count(*) AS records, max(from_unixtime("end")) AS latest
FROM vpc_flow_logs
WHERE log_status <> 'OK'
GROUP BY interface_id, log_status
ORDER BY records DESC
