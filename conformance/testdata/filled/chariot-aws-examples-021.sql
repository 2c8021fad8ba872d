UNLOAD (SELECT * FROM (VALUES
  ('5f2a6f3e-0001', '5f2a6f3e-0002', CAST(NULL AS varchar), TIMESTAMP '2019-01-30 08:12:13.000', 'RunInstances', 'ec2.amazonaws.com', '1.10', 'ap-northeast-2', '203.0.113.10', '333344445555', '{"type":"AssumedRole"}', '{"instancesSet":{}}', '{"reservationId":"r-1"}', CAST(NULL AS varchar), NULL),
  ('5f2a6f3e-0003', '5f2a6f3e-0004', '5f2a6f3e-0005', TIMESTAMP '2019-01-30 08:13:14.000', 'Decrypt', 'kms.amazonaws.com', '1.10', 'ap-northeast-2', 'kms.amazonaws.com', '333344445555', '{"type":"AWSService"}', NULL, NULL, NULL, '[{"type":"AWS::KMS::Key"}]')
) AS t (event_id, request_id, shared_event_id, event_time, event_name, event_source, event_version, aws_region, source_ip_address, recipient_account_id, user_identity, request_parameters, response_elements, additional_event_data, resources))
TO '{place}' WITH (format = 'PARQUET')
