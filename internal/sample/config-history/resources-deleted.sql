-- name: Resources that were deleted
-- description: Lists resources whose last state is that they are gone.
-- tags: config, history, deleted, resource
SELECT configurationitemcapturetime, resourcetype, resourceid, awsaccountid, awsregion
FROM config_history
WHERE configurationitemstatus LIKE '%Deleted%'
ORDER BY configurationitemcapturetime DESC
LIMIT 100
