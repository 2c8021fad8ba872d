-- name: Resources that changed most
-- name ko: 가장 많이 변경된 리소스
-- name ja: 最も多く変更されたリソース
-- description: Lists the resources with most changes.
-- description ko: 변경이 가장 많은 리소스를 나열합니다.
-- description ja: 変更が最も多いリソースを一覧にします。
-- tags: config, history, change, resource, top
SELECT resourcetype, resourceid, awsaccountid, awsregion, count(*) AS changes, max(configurationitemcapturetime) AS latest
FROM config_history
GROUP BY resourcetype, resourceid, awsaccountid, awsregion
ORDER BY changes DESC
LIMIT 50
