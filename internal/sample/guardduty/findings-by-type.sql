-- name: Findings by type
-- name ko: 유형별 결과
-- name ja: タイプごとの検出結果
-- description: Counts findings by type and account.
-- description ko: 결과를 유형과 계정별로 셉니다.
-- description ja: 検出結果をタイプとアカウントごとに数えます。
-- tags: guardduty, finding, type, account, top
SELECT type, accountid, count(DISTINCT id) AS findings, max(CAST(severity AS double)) AS severity, min(createdat) AS first_seen, max(updatedat) AS last_seen
FROM guardduty_findings
GROUP BY type, accountid
ORDER BY severity DESC, findings DESC
