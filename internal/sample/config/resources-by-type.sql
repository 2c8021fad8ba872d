-- name: Resources by type
-- description: Counts the resources of the snapshots by type, account and region.
-- tags: config, snapshot, inventory, resource, type
SELECT resourcetype, awsaccountid, awsregion, count(DISTINCT resourceid) AS resources
FROM config_snapshots
GROUP BY resourcetype, awsaccountid, awsregion
ORDER BY resources DESC
