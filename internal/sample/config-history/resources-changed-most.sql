-- name: Resources that changed most
-- description: Lists the resources with most changes.
-- tags: config, history, change, resource, top
SELECT resourcetype, resourceid, awsaccountid, awsregion, count(*) AS changes, max(configurationitemcapturetime) AS latest
FROM config_history
GROUP BY resourcetype, resourceid, awsaccountid, awsregion
ORDER BY changes DESC
LIMIT 50
