-- name: Findings by type
-- description: Counts findings by type and account.
-- tags: guardduty, finding, type, account, top
SELECT type, accountid, count(DISTINCT id) AS findings, max(CAST(severity AS double)) AS severity, min(createdat) AS first_seen, max(updatedat) AS last_seen
FROM guardduty_findings
GROUP BY type, accountid
ORDER BY severity DESC, findings DESC
