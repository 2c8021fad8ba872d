SELECT e.type,
  e."_time" AS time,
  coalesce(e.elb, '-') AS elb,
  coalesce(e.client_ip || coalesce(':' || CAST(e.client_port AS varchar), ''), '-') AS client_ip_port,
  coalesce(e.target_ip || coalesce(':' || CAST(e.target_port AS varchar), ''), '-') AS target_ip_port,
  e.request_processing_time,
  e.target_processing_time,
  e.response_processing_time,
  coalesce(CAST(e.elb_status_code AS varchar), '-') AS elb_status_code,
  coalesce(e.target_status_code, '-') AS target_status_code,
  e.received_bytes,
  e.sent_bytes,
  coalesce(e.request_verb, '-') AS request_verb,
  coalesce(e.request_url, '-') AS request_url,
  coalesce(e.request_proto, '-') AS request_proto,
  coalesce(e.user_agent, '-') AS user_agent,
  coalesce(e.ssl_cipher, '-') AS ssl_cipher,
  coalesce(e.ssl_protocol, '-') AS ssl_protocol,
  coalesce(e.target_group_arn, '-') AS target_group_arn,
  coalesce(e.trace_id, '-') AS trace_id,
  coalesce(e.domain_name, '-') AS domain_name,
  coalesce(e.chosen_cert_arn, '-') AS chosen_cert_arn,
  coalesce(e.matched_rule_priority, '-') AS matched_rule_priority,
  CAST(try(from_iso8601_timestamp(e.request_creation_time)) AS timestamp(3)) AS request_creation_time,
  coalesce(e.actions_executed, '-') AS actions_executed,
  coalesce(e.redirect_url, '-') AS redirect_url,
  regexp_extract(e."$path", '/elasticloadbalancing/(?:aws-region=)?([a-z0-9-]+)/', 1) AS region,
  date_format(e."_time", '%Y') AS year,
  date_format(e."_time", '%m') AS month,
  date_format(e."_time", '%d') AS day
FROM alb_access_logs AS e
WHERE e."_time" >= CAST(@since AS timestamp(3)) AND date(e."_time") IN (
  -- The days of which the store has more rows than the table: rows of a store do not change, and come late.
  SELECT s.of_day
  FROM (SELECT date("_time") AS of_day, count(*) AS n FROM alb_access_logs WHERE "_time" >= CAST(@since AS timestamp(3)) GROUP BY 1) AS s
  LEFT JOIN (SELECT date(year || '-' || month || '-' || day) AS of_day, count(*) AS n FROM aws_service_logs.alb GROUP BY 1) AS t ON t.of_day = s.of_day
  WHERE s.n > coalesce(t.n, 0) OR @full
)
