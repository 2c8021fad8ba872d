-- name: Findings by severity
-- description: Lists findings, the gravest first.
-- tags: guardduty, finding, severity, threat
SELECT severity, type, title, accountid, region, updatedat
FROM guardduty_findings
ORDER BY CAST(severity AS double) DESC, updatedat DESC
LIMIT 100
