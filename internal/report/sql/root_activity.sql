-- description: What root did
-- view: people
SELECT local_time, account, eventSource, eventName, sourceIPAddress, errorCode, eventID
FROM @people
WHERE identity_type = 'Root'
