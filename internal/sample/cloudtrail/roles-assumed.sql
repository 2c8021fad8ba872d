-- name: Roles that were assumed, and by whom
-- name ko: 수임된 역할과 수임한 주체
-- name ja: 引き受けられたロールと引き受けた主体
-- description: Counts AssumeRole calls by role and caller.
-- description ko: AssumeRole 호출을 역할과 호출자별로 셉니다.
-- description ja: AssumeRole の呼び出しを、ロールと呼び出し元ごとに数えます。
-- tags: role, assume role, sts, cross-account
SELECT element_at(requestParameters, 'roleArn') AS role, coalesce(userIdentity.arn, userIdentity.invokedBy) AS caller, count(*) AS times, max(eventTime) AS last
FROM $EDS_ID
WHERE eventSource = 'sts.amazonaws.com' AND eventName = 'AssumeRole'
GROUP BY 1, 2
ORDER BY times DESC
