UNLOAD (SELECT * FROM (VALUES
  ('5f2a6f3e-0001', '5f2a6f3e-0002', TIMESTAMP '2019-01-30 08:12:13.000', 'ec2.amazonaws.com', 'RunInstances', 'ap-northeast-2', '203.0.113.10', '333344445555', 'arn:aws:sts::333344445555:assumed-role/deploy/deploy', NULL, 'AROAEXAMPLE:deploy', NULL),
  ('5f2a6f3e-0003', '5f2a6f3e-0004', TIMESTAMP '2019-01-30 08:13:14.000', 'kms.amazonaws.com', 'Decrypt', 'ap-northeast-2', 'kms.amazonaws.com', '333344445555', NULL, 'kms.amazonaws.com', NULL, '[{"type":"AWS::KMS::Key"}]')
) AS t (event_id, request_id, event_time, event_source, event_name, aws_region, source_ip_address, recipient_account_id, user_identity, invoked_by, principal_id, resources))
TO '{place}' WITH (format = 'PARQUET')
