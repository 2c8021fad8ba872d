-- name: What came from an address
-- description: Counts what one IP address called; put the address in.
-- tags: ip address, investigate, network, source
SELECT userIdentity.arn, eventSource, eventName, count(*) AS calls, min(eventTime) AS first, max(eventTime) AS last
FROM $EDS_ID
WHERE sourceIPAddress = '192.0.2.7'
GROUP BY userIdentity.arn, eventSource, eventName
ORDER BY calls DESC
