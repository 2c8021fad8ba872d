-- name: Resources by tag
-- description: Counts the resources of the snapshots by tag and its value.
-- tags: config, snapshot, tag, inventory, owner
SELECT tag, value, resourcetype, count(DISTINCT resourceid) AS resources
FROM config_snapshots
CROSS JOIN UNNEST(tags) AS t (tag, value)
GROUP BY tag, value, resourcetype
ORDER BY resources DESC
LIMIT 100
