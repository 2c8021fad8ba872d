SELECT e."_time" AS time,
  coalesce(e.elb_name, '-') AS elb,
  coalesce(e.request_ip || coalesce(':' || CAST(e.request_port AS varchar), ''), '-') AS client_ip_port,
  coalesce(e.backend_ip || coalesce(':' || CAST(e.backend_port AS varchar), ''), '-') AS target_ip_port,
  e.request_processing_time,
  e.backend_processing_time AS target_processing_time,
  e.client_response_time AS response_processing_time,
  coalesce(e.elb_response_code, '-') AS elb_status_code,
  coalesce(e.backend_response_code, '-') AS target_status_code,
  e.received_bytes,
  e.sent_bytes,
  coalesce(e.request_verb, '-') AS request_verb,
  coalesce(e.url, '-') AS request_url,
  coalesce(e.protocol, '-') AS request_proto,
  coalesce(e.user_agent, '-') AS user_agent,
  coalesce(e.ssl_cipher, '-') AS ssl_cipher,
  coalesce(e.ssl_protocol, '-') AS ssl_protocol,
  regexp_extract(e."$path", '/elasticloadbalancing/(?:aws-region=)?([a-z0-9-]+)/', 1) AS region,
  date_format(e."_time", '%Y') AS year,
  date_format(e."_time", '%m') AS month,
  date_format(e."_time", '%d') AS day
FROM elb_logs AS e
WHERE e."_time" >= CAST(@since AS timestamp(3)) AND date(e."_time") IN (
  -- The days of which the store has more rows than the table: rows of a store do not change, and come late.
  SELECT s.of_day
  FROM (SELECT date("_time") AS of_day, count(*) AS n FROM elb_logs WHERE "_time" >= CAST(@since AS timestamp(3)) GROUP BY 1) AS s
  LEFT JOIN (SELECT date(year || '-' || month || '-' || day) AS of_day, count(*) AS n FROM aws_service_logs.elb GROUP BY 1) AS t ON t.of_day = s.of_day
  WHERE s.n > coalesce(t.n, 0) OR @full
)
