-- Names that tables of former years had: a view gives them over a store, so that queries written for those tables run.

-- AWS's page on VPC flow logs until 2021, and the tables of aws-security-analytics-bootstrap and others.
CREATE VIEW vpcflow AS
SELECT version, account_id AS account, interface_id AS interfaceid, srcaddr AS sourceaddress, dstaddr AS destinationaddress, srcport AS sourceport,
  dstport AS destinationport, protocol, packets AS numpackets, packets, bytes AS numbytes, bytes, start AS starttime, "end" AS endtime, action, log_status AS logstatus,
  vpc_id AS vpcid, subnet_id AS subnetid, instance_id AS instanceid, tcp_flags AS tcpflags, type, pkt_srcaddr AS pktsrcaddr, pkt_dstaddr AS pktdstaddr,
  region, az_id AS azid, flow_direction AS flowdirection, date, date_format(date, '%Y/%m/%d') AS date_partition, region AS region_partition, account_id AS account_partition,
  date_format(date, '%Y-%m-%d-00') AS ingestdatetime
FROM vpc_flow_logs

-- The same with the day as text.
CREATE VIEW vpcflow_days AS
SELECT version, account_id, interface_id, srcaddr, dstaddr, srcport, dstport, protocol, packets, bytes, start, "end", action, log_status, region,
  date_format(date, '%Y/%m/%d') AS date, date_format(date, '%Y/%m/%d') AS day
FROM vpc_flow_logs

-- The tables of elastic-load-balancing-tools, which call things as an ALB's table does.
CREATE VIEW clb AS
SELECT timestamp AS time, elb_name AS elb, request_ip AS client_ip, request_port AS client_port, backend_ip AS target_ip, backend_port AS target_port,
  request_processing_time, backend_processing_time AS target_processing_time, client_response_time AS response_processing_time,
  try_cast(elb_response_code AS integer) AS elb_status_code, try_cast(backend_response_code AS integer) AS target_status_code,
  received_bytes, sent_bytes, request_verb, url AS request_url, protocol AS request_proto, user_agent, ssl_cipher, ssl_protocol
FROM elb_logs

CREATE VIEW albint AS
SELECT type, time, elb, client_ip, target_ip, request_processing_time, target_processing_time, response_processing_time, elb_status_code,
  try_cast(target_status_code AS integer) AS target_status_code, received_bytes, sent_bytes, request_verb, request_url, user_agent, ssl_cipher, ssl_protocol,
  year(_time) AS year, month(_time) AS month, day(_time) AS day, hour(_time) AS hour
FROM alb_access_logs

CREATE VIEW nlb AS
SELECT time, elb, client_ip, target_ip, received_bytes, sent_bytes, tls_cipher_suite AS tls_cipher, tls_protocol_version
FROM nlb_tls_logs

CREATE VIEW cloudfront AS
SELECT date, time, x_edge_location AS location, sc_bytes AS bytes, c_ip AS request_ip, cs_method AS method, cs_uri_stem AS uri, sc_status AS status,
  cs_user_agent AS user_agent, cs_uri_stem AS "cs-uri-stem", cs_method AS "cs-method", c_ip AS "c-ip", sc_status AS "sc-status", cs_user_agent AS "cs(user-agent)",
  regexp_extract(url_decode(cs_user_agent), '\(([^;)]+)', 1) AS os
FROM cloudfront_standard_logs

CREATE VIEW s3access AS
SELECT bucket_name AS bucket, requestdatetime AS request_datetime, remoteip AS remote_ip, requester, operation, key, httpstatus AS http_status, bytessent AS bytes_sent,
  totaltime AS total_time, useragent AS user_agent
FROM s3_access_logs

-- The tables of WAF's security automations, by year, month, day and hour.
CREATE VIEW alb_hours AS
SELECT time, client_ip, target_status_code, year(_time) AS year, month(_time) AS month, day(_time) AS day, hour(_time) AS hour
FROM alb_access_logs

-- Trails, which queries over other logs are joined with: by day.
CREATE VIEW trail AS
SELECT *, date_format(eventtime, '%Y/%m/%d') AS timestamp, date_format(eventtime, '%Y') AS year, date_format(eventtime, '%m') AS month,
  date_format(eventtime, '%d') AS day
FROM cloudtrail

-- AWS WAF's table with the partitions of other years.
CREATE VIEW waf AS
SELECT *, year(from_unixtime(timestamp / 1000)) AS year, month(from_unixtime(timestamp / 1000)) AS month,
  day(from_unixtime(timestamp / 1000)) AS day, hour(from_unixtime(timestamp / 1000)) AS hour
FROM waf_logs

-- The table of aws-security-analytics-bootstrap and the incident response workshop.
CREATE VIEW dns AS
SELECT *, date AS date_partition, account_id AS account_partition, region AS region_partition, vpc_id AS vpc_partition
FROM route53_resolver_logs
