-- name: Failed console sign-ins by user and address
-- description: Counts failed console sign-ins, by user name and source address, to show password guessing.
-- tags: sign-in, console, failure, brute force
SELECT userIdentity.userName, sourceIPAddress, count(*) AS failures, min(eventTime) AS first, max(eventTime) AS last
FROM $EDS_ID
WHERE eventName = 'ConsoleLogin'
  AND element_at(responseElements, 'ConsoleLogin') = 'Failure'
GROUP BY userIdentity.userName, sourceIPAddress
ORDER BY failures DESC
