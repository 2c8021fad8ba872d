-- name: Resources by type
-- name ko: 유형별 리소스
-- name ja: タイプごとのリソース
-- description: Counts the resources of the snapshots by type, account and region.
-- description ko: 스냅샷의 리소스를 유형, 계정, 리전별로 셉니다.
-- description ja: スナップショットのリソースを、タイプ、アカウント、リージョンごとに数えます。
-- tags: config, snapshot, inventory, resource, type
SELECT resourcetype, awsaccountid, awsregion, count(DISTINCT resourceid) AS resources
FROM config_snapshots
GROUP BY resourcetype, awsaccountid, awsregion
ORDER BY resources DESC
