SELECT coalesce(e.bucketowner, '-') AS bucket_owner,
  coalesce(e.bucket_name, '-') AS bucket,
  e."_time" AS time,
  coalesce(e.remoteip, '-') AS remote_ip,
  coalesce(e.requester, '-') AS requester,
  coalesce(e.requestid, '-') AS request_id,
  coalesce(e.operation, '-') AS operation,
  coalesce(e.key, '-') AS key,
  coalesce(regexp_extract(e.request_uri, '^"?(.*?)"?$', 1), '-') AS request_uri,
  coalesce(e.httpstatus, '-') AS http_status,
  coalesce(e.errorcode, '-') AS error_code,
  coalesce(CAST(e.bytessent AS varchar), '-') AS bytes_sent,
  coalesce(CAST(e.objectsize AS varchar), '-') AS object_size,
  coalesce(e.totaltime, '-') AS total_time,
  coalesce(e.turnaroundtime, '-') AS turnaround_time,
  coalesce(regexp_extract(e.referrer, '^"?(.*?)"?$', 1), '-') AS referrer,
  coalesce(regexp_extract(e.useragent, '^"?(.*?)"?$', 1), '-') AS user_agent,
  coalesce(e.versionid, '-') AS version_id,
  date_format(e."_time", '%Y') AS year,
  date_format(e."_time", '%m') AS month,
  date_format(e."_time", '%d') AS day
FROM s3_access_logs AS e
WHERE e."_time" >= CAST(@since AS timestamp(3)) AND date(e."_time") IN (
  -- The days of which the store has more rows than the table: rows of a store do not change, and come late.
  SELECT s.of_day
  FROM (SELECT date("_time") AS of_day, count(*) AS n FROM s3_access_logs WHERE "_time" >= CAST(@since AS timestamp(3)) GROUP BY 1) AS s
  LEFT JOIN (SELECT date(year || '-' || month || '-' || day) AS of_day, count(*) AS n FROM aws_service_logs.s3_access GROUP BY 1) AS t ON t.of_day = s.of_day
  WHERE s.n > coalesce(t.n, 0) OR @full
)
