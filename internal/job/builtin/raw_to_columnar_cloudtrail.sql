SELECT e.eventVersion AS eventversion,
  nullif(json_format(json_extract(e.event, '$.userIdentity')), 'null') AS json_useridentity,
  e.eventTime AS eventtime,
  e.eventSource AS eventsource,
  e.eventName AS eventname,
  e.awsRegion AS awsregion,
  e.sourceIPAddress AS sourceipaddress,
  e.userAgent AS useragent,
  nullif(json_format(json_extract(e.event, '$.requestParameters')), 'null') AS json_requestparameters,
  nullif(json_format(json_extract(e.event, '$.responseElements')), 'null') AS json_responseelements,
  e.requestID AS requestid,
  e.eventID AS eventid,
  e.eventType AS eventtype,
  e.recipientAccountId AS recipientaccountid,
  e.errorCode AS errorcode,
  e.errorMessage AS errormessage,
  e.apiVersion AS apiversion,
  nullif(json_format(json_extract(e.event, '$.additionalEventData')), 'null') AS json_additionaleventdata,
  e.vpcEndpointId AS vpcendpointid,
  e.readOnly AS readonly,
  transform(e.resources, r -> CAST(ROW(r.arn, r.accountId, r.type) AS ROW(arn varchar, accountid varchar, type varchar))) AS resources,
  e.awsRegion AS region,
  date_format(e.eventTime, '%Y') AS year,
  date_format(e.eventTime, '%m') AS month,
  date_format(e.eventTime, '%d') AS day
-- Insights lie in a folder of their own, which the original does not read.
FROM (SELECT *, eventJson AS event FROM cloudtrail WHERE coalesce(eventCategory, '') <> 'Insight') AS e
WHERE e.eventTime >= CAST(@since AS timestamp(3)) AND date(e.eventTime) IN (
  -- The days of which the store has more rows than the table: rows of a store do not change, and come late.
  SELECT s.of_day
  FROM (SELECT date(eventTime) AS of_day, count(*) AS n FROM cloudtrail
    WHERE eventTime >= CAST(@since AS timestamp(3)) AND coalesce(eventCategory, '') <> 'Insight' GROUP BY 1) AS s
  LEFT JOIN (SELECT date(year || '-' || month || '-' || day) AS of_day, count(*) AS n FROM aws_service_logs.cloudtrail GROUP BY 1) AS t ON t.of_day = s.of_day
  WHERE s.n > coalesce(t.n, 0) OR @full
)
