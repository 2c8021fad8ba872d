-- name: Resources by tag
-- name ko: 태그별 리소스
-- name ja: タグごとのリソース
-- description: Counts the resources of the snapshots by tag and its value.
-- description ko: 스냅샷의 리소스를 태그와 그 값별로 셉니다.
-- description ja: スナップショットのリソースを、タグとその値ごとに数えます。
-- tags: config, snapshot, tag, inventory, owner
SELECT tag, value, resourcetype, count(DISTINCT resourceid) AS resources
FROM config_snapshots
CROSS JOIN UNNEST(tags) AS t (tag, value)
GROUP BY tag, value, resourcetype
ORDER BY resources DESC
LIMIT 100
