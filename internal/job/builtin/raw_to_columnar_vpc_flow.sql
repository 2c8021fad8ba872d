SELECT e.version,
  e.account_id AS account,
  e.interface_id AS interfaceid,
  e.srcaddr AS sourceaddress,
  e.dstaddr AS destinationaddress,
  e.srcport AS sourceport,
  e.dstport AS destinationport,
  CAST(e.protocol AS integer) AS protocol,
  e.packets AS numpackets,
  e.bytes AS numbytes,
  CAST(from_unixtime(e.start) AT TIME ZONE 'UTC' AS timestamp(3)) AS starttime,
  CAST(from_unixtime(e."end") AT TIME ZONE 'UTC' AS timestamp(3)) AS endtime,
  e.action,
  e.log_status AS logstatus,
  coalesce(e.region, regexp_extract(e."$path", '/(?:aws-service=)?vpcflowlogs/(?:aws-region=)?([a-z0-9-]+)/', 1)) AS region,
  date_format(e."_time", '%Y') AS year,
  date_format(e."_time", '%m') AS month,
  date_format(e."_time", '%d') AS day
FROM vpc_flow_logs AS e
WHERE e."_time" >= CAST(@since AS timestamp(3)) AND date(e."_time") IN (
  -- The days of which the store has more rows than the table: rows of a store do not change, and come late.
  SELECT s.of_day
  FROM (SELECT date("_time") AS of_day, count(*) AS n FROM vpc_flow_logs WHERE "_time" >= CAST(@since AS timestamp(3)) GROUP BY 1) AS s
  LEFT JOIN (SELECT date(year || '-' || month || '-' || day) AS of_day, count(*) AS n FROM aws_service_logs.vpcflow GROUP BY 1) AS t ON t.of_day = s.of_day
  WHERE s.n > coalesce(t.n, 0) OR @full
)
