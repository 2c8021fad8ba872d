-- name: Findings by severity
-- name ko: 심각도별 결과
-- name ja: 重要度ごとの検出結果
-- description: Lists findings, the gravest first.
-- description ko: 결과를 심각한 것부터 나열합니다.
-- description ja: 検出結果を、重大なものから一覧にします。
-- tags: guardduty, finding, severity, threat
SELECT severity, type, title, accountid, region, updatedat
FROM guardduty_findings
ORDER BY CAST(severity AS double) DESC, updatedat DESC
LIMIT 100
