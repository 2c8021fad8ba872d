SELECT e."_time" AS time,
  coalesce(e.x_edge_location, '-') AS location,
  e.sc_bytes AS bytes,
  coalesce(e.c_ip, '-') AS requestip,
  coalesce(e.cs_method, '-') AS method,
  coalesce(e.cs_host, '-') AS host,
  coalesce(e.cs_uri_stem, '-') AS uri,
  e.sc_status AS status,
  coalesce(e.cs_referrer, '-') AS referrer,
  coalesce(e.cs_user_agent, '-') AS useragent,
  coalesce(e.cs_uri_query, '-') AS querystring,
  coalesce(e.cs_cookie, '-') AS cookie,
  coalesce(e.x_edge_result_type, '-') AS resulttype,
  coalesce(e.x_edge_request_id, '-') AS requestid,
  coalesce(e.x_host_header, '-') AS hostheader,
  coalesce(e.cs_protocol, '-') AS requestprotocol,
  e.cs_bytes AS requestbytes,
  e.time_taken AS timetaken,
  coalesce(e.x_forwarded_for, '-') AS xforwardedfor,
  coalesce(e.ssl_protocol, '-') AS sslprotocol,
  coalesce(e.ssl_cipher, '-') AS sslcipher,
  coalesce(e.x_edge_response_result_type, '-') AS responseresulttype,
  coalesce(e.cs_protocol_version, '-') AS httpversion,
  date_format(e."_time", '%Y') AS year,
  date_format(e."_time", '%m') AS month,
  date_format(e."_time", '%d') AS day
FROM cloudfront_standard_logs AS e
WHERE e."_time" >= CAST(@since AS timestamp(3)) AND date(e."_time") IN (
  -- The days of which the store has more rows than the table: rows of a store do not change, and come late.
  SELECT s.of_day
  FROM (SELECT date("_time") AS of_day, count(*) AS n FROM cloudfront_standard_logs WHERE "_time" >= CAST(@since AS timestamp(3)) GROUP BY 1) AS s
  LEFT JOIN (SELECT date(year || '-' || month || '-' || day) AS of_day, count(*) AS n FROM aws_service_logs.cloudfront GROUP BY 1) AS t ON t.of_day = s.of_day
  WHERE s.n > coalesce(t.n, 0) OR @full
)
