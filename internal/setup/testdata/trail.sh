# In the account 111122223333, which owns the bucket:

aws s3api create-bucket --bucket my-trails --region ap-northeast-1 --create-bucket-configuration LocationConstraint=ap-northeast-1 --object-lock-enabled-for-bucket
aws s3api put-public-access-block --bucket my-trails --region ap-northeast-1 --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true
aws s3api put-bucket-versioning --bucket my-trails --region ap-northeast-1 --versioning-configuration Status=Enabled
aws s3api put-object-lock-configuration --bucket my-trails --region ap-northeast-1 --object-lock-configuration '{"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 365}}}'
aws s3api put-bucket-policy --bucket my-trails --region ap-northeast-1 --policy '{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "AWSCloudTrailAclCheck20150319",
      "Effect": "Allow",
      "Principal": {
        "Service": "cloudtrail.amazonaws.com"
      },
      "Action": "s3:GetBucketAcl",
      "Resource": "arn:aws:s3:::my-trails",
      "Condition": {
        "StringEquals": {
          "aws:SourceArn": [
            "arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/audit",
            "arn:aws:cloudtrail:ap-northeast-1:444455556666:trail/audit",
            "arn:aws:cloudtrail:ap-northeast-1:777788889999:trail/audit"
          ]
        }
      }
    },
    {
      "Sid": "AWSCloudTrailWrite20150319",
      "Effect": "Allow",
      "Principal": {
        "Service": "cloudtrail.amazonaws.com"
      },
      "Action": "s3:PutObject",
      "Resource": [
        "arn:aws:s3:::my-trails/team/AWSLogs/111122223333/*",
        "arn:aws:s3:::my-trails/team/AWSLogs/444455556666/*",
        "arn:aws:s3:::my-trails/team/AWSLogs/777788889999/*"
      ],
      "Condition": {
        "StringEquals": {
          "aws:SourceArn": [
            "arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/audit",
            "arn:aws:cloudtrail:ap-northeast-1:444455556666:trail/audit",
            "arn:aws:cloudtrail:ap-northeast-1:777788889999:trail/audit"
          ],
          "s3:x-amz-acl": "bucket-owner-full-control"
        }
      }
    }
  ]
}'

# In the account 111122223333:

aws cloudtrail create-trail --name audit --region ap-northeast-1 --s3-bucket-name my-trails --s3-key-prefix team --is-multi-region-trail --include-global-service-events --enable-log-file-validation
aws cloudtrail start-logging --name audit --region ap-northeast-1

# In the account 444455556666:

aws cloudtrail create-trail --name audit --region ap-northeast-1 --s3-bucket-name my-trails --s3-key-prefix team --is-multi-region-trail --include-global-service-events --enable-log-file-validation
aws cloudtrail start-logging --name audit --region ap-northeast-1

# In the account 777788889999:

aws cloudtrail create-trail --name audit --region ap-northeast-1 --s3-bucket-name my-trails --s3-key-prefix team --is-multi-region-trail --include-global-service-events --enable-log-file-validation
aws cloudtrail start-logging --name audit --region ap-northeast-1
